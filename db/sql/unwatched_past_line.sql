-- Which listings have reached a line although nobody watches them?
with latest as (
  select publisher, listing, max(read_at) as read_at, arg_max(total, read_at) as total,
    arg_max(last_30_days, read_at) as last_30_days
  from counts group by all
)
select latest.publisher, latest.listing, listings.title, latest.read_at, latest.total, latest.last_30_days
from latest join listings using (publisher, listing)
where listings.platform is null
  and latest.total >= (select line from thresholds where threshold = $threshold and measure = 'total')
order by latest.total desc, listings.title
