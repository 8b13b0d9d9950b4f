-- How often in a row did the publisher refuse, when did it last, and how long does it want to be left alone?
-- A refresh in which nothing was refused and something was read ends the row; one that met another failure does not.
with rounds as (
  select refresh, max(finished_at) as finished_at, max(rest_seconds) as rest_seconds,
    bool_or(outcome <> 'failed') as has_read
  from refreshes
  where publisher = $publisher and not is_by_hand
  group by refresh
)
select count(*) as refusals, max(finished_at) as refused_at, max(rest_seconds) as rest_seconds
from rounds
where rest_seconds is not null
  and finished_at > coalesce(
    (select max(finished_at) from rounds where has_read and rest_seconds is null), '-infinity'
  )
