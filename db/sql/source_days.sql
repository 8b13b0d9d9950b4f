-- How did the refreshes of each source end on each of the last days (Asia/Shanghai)? What a person ended counts for neither.
select publisher, source, (finished_at at time zone 'Asia/Shanghai')::date as finished_on,
  count(*) filter (where outcome <> 'failed') as good, count(*) filter (where outcome = 'failed') as failed
from refreshes
where not is_by_hand and error is distinct from 'CancelledError' and finished_at >= $since
group by all order by all
