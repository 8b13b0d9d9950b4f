-- What are the gaps in coverage, like ones together: how many, from when to when, how long in all?
select publisher, source, reason, count(*) as gaps, min(after_at) as after_at, max(before_at) as before_at,
  sum(epoch(before_at) - epoch(after_at)) as seconds
from coverage_gaps group by all order by before_at desc, reason
