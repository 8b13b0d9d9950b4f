-- How long does a good refresh of each source take, and how many requests, by the middle one of the last five?
with good as (
  select publisher, source, requests, epoch(finished_at) - epoch(started_at) as seconds
  from refreshes
  where outcome = 'ok' and not is_by_hand and requests > 0
  qualify row_number() over (partition by publisher, source order by finished_at desc) <= 5
)
select publisher, source, median(seconds) as seconds, median(requests) as requests
from good group by all order by all
