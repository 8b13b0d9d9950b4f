-- Which listings did the last good reading of the directory hold, in quarantine or not, and what was last good of each?
with last as (
  select refresh from refreshes
  where publisher = $publisher and source = 'directory' and outcome = 'ok' and not is_by_hand
  order by finished_at desc limit 1
), there as (
  select counts.listing from counts join captures using (capture)
  where captures.source = 'directory' and counts.publisher = $publisher and counts.refresh in (from last)
  union
  select quarantine.listing from quarantine join captures using (capture)
  where captures.source = 'directory' and quarantine.publisher = $publisher and quarantine.refresh in (from last)
)
select listing, max_by(total, read_at) as total
from counts
where publisher = $publisher and listing in (from there)
group by listing
