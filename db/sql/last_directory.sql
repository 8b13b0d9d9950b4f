-- Which listings did the last good reading of the directory hold, and with which totals?
select counts.listing, counts.total
from counts join captures using (capture)
where captures.source = 'directory' and counts.publisher = $publisher and counts.refresh = (
  select refresh from refreshes
  where publisher = $publisher and source = 'directory' and outcome = 'ok' and not is_by_hand
  order by finished_at desc limit 1
)
