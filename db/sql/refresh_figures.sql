-- How often did refreshes of each source end how, and what did they take and bring in all?
select source, outcome, coalesce(error, '') as error, count(*) as refreshes,
  sum(greatest(epoch(finished_at - started_at), 0)) as seconds, sum(requests)::bigint as requests,
  sum(counts)::bigint as counts, sum(complaints)::bigint as complaints
from refreshes group by all order by all
