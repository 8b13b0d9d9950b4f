-- How did the most recent refreshes go, source by source?
select refresh, publisher, source, started_at, finished_at, read_at, outcome, error, detail, requests, counts,
  complaints, quarantined
from refreshes
order by finished_at desc, source limit $most
