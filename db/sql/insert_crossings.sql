-- Which listings reached a line on their total for the first time with this refresh, and between which readings?
-- No reading below it before: the crossing was before we began watching, and `after_at` and `estimated_at` are empty.
insert into crossings
with reached as (
  select thresholds.threshold, thresholds.line, counts.publisher, counts.listing,
    min(counts.read_at) as by_at, arg_min(counts.total, counts.read_at) as by_total
  from counts join thresholds on thresholds.measure = 'total' and counts.total >= thresholds.line
  where counts.refresh = $refresh
  group by all
),
new as (from reached anti join crossings using (threshold, publisher, listing)),
bounded as (
  select new.threshold, new.line, new.publisher, new.listing, new.by_at, new.by_total,
    max(counts.read_at) as after_at, arg_max(counts.total, counts.read_at) as after_total
  from new left join counts
    on counts.publisher = new.publisher and counts.listing = new.listing and counts.read_at < new.by_at
  group by all
)
select threshold, publisher, listing, after_at, by_at,
  after_at + (by_at - after_at) * ((line - after_total) / (by_total - after_total)) as estimated_at,
  false as is_revised
from bounded
