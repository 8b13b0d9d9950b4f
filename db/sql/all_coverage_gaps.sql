-- In which stretches may complaints have been missed, the latest first? Ended within days. `in_all`: of how many.
select publisher, source, after_at, before_at, reason, refresh, count(*) over () as in_all
from coverage_gaps
where coalesce((before_at at time zone 'Asia/Shanghai')::date >= $since::date, true)
  and coalesce((after_at at time zone 'Asia/Shanghai')::date <= $until::date, true)
order by before_at desc, after_at, source, refresh
limit $at_most offset $skip
