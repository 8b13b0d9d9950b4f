-- Which sources failed in several refreshes and for so long that maintainers should know, and which of them are well
-- again? One event an outage, and one for its end. Known late and over is a backfill, which nobody is told.
insert into events by name
with tried as (
  select publisher, source, refresh, finished_at, error, detail, outcome = 'failed' as is_failed
  from refreshes where not is_by_hand and error is distinct from 'CancelledError'
),
good as (select publisher, source, refresh, finished_at from tried where not is_failed),
failed as (
  select tried.*, first_value(tried.refresh) over outage as began_with,
    first_value(tried.finished_at) over outage as since_at, row_number() over outage as runs
  from tried asof left join good
    on good.publisher = tried.publisher and good.source = tried.source and good.finished_at <= tried.finished_at
  where is_failed
  window outage as (
    partition by tried.publisher, tried.source, good.finished_at order by tried.finished_at, tried.refresh
  )
),
long as (
  from failed where runs >= $runs and epoch(finished_at) - epoch(since_at) >= $seconds
  qualify row_number() over (partition by publisher, source, began_with order by runs) = 1
),
outages as (
  select long.*, good.refresh as ended_with, good.finished_at as ended_at
  from long asof left join good
    on good.publisher = long.publisher and good.source = long.source and good.finished_at > long.finished_at
),
news as (
  select concat_ws(':', 'failing', publisher, source, began_with) as event, 'source_failing' as kind, publisher,
    finished_at as happened_at, refresh, ended_at is not null as is_over,
    to_json({source: source, since_at: since_at, runs: runs, error: error, detail: detail}) as facts
  from outages
  union all
  select concat_ws(':', 'failing', publisher, source, began_with, 'over'), 'source_restored', publisher, ended_at,
    ended_with, true, to_json({source: source, since_at: since_at, ended_at: ended_at})
  from outages where ended_at is not null
)
select event, kind, 'maintainers' as audience, publisher, happened_at, $now as noticed_at, refresh,
  is_over and happened_at < $now::timestamptz - interval 1 day as is_backfill, facts
from news
where event not in (select events.event from events)
