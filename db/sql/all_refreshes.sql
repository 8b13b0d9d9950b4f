-- How did each refresh of each source go, the latest first? Finished within days. `in_all`: of how many.
select refresh, publisher, source, started_at, finished_at, read_at, outcome, error, requests, counts, complaints,
  quarantined, is_by_hand, count(*) over () as in_all
from refreshes
where coalesce((finished_at at time zone 'Asia/Shanghai')::date >= $since::date, true)
  and coalesce((finished_at at time zone 'Asia/Shanghai')::date <= $until::date, true)
order by finished_at desc, refresh desc, source
limit $at_most offset $skip
