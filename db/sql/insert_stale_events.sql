-- Which sources had no good reading for three times as long as planned, and which have one again?
-- What is noticed only when it is over is a backfill: nobody was waiting.
insert into events by name
with good as (
  select publisher, source, refresh, finished_at, lead(finished_at) over later as ended_at,
    lead(refresh) over later as ended_with,
    finished_at + to_seconds(
      3 * case when source in ('directory', 'services') then $counts_every else $every end
    ) as stale_at
  from refreshes
  where not is_by_hand and outcome <> 'failed'
  window later as (partition by publisher, source order by finished_at, refresh)
),
stale as (from good where coalesce(ended_at, $now) > stale_at),
news as (
  select concat_ws(':', 'stale', publisher, source, refresh) as event, 'source_stale' as kind, publisher,
    stale_at as happened_at, refresh, ended_at is not null as is_backfill,
    to_json({source: source, since_at: finished_at}) as facts
  from stale
  union all
  select concat_ws(':', 'stale', publisher, source, refresh, 'over'), 'source_fresh', publisher, ended_at, ended_with,
    ended_at < $now::timestamptz - interval 1 day, to_json({source: source, since_at: finished_at, ended_at: ended_at})
  from stale where ended_at is not null
)
select event, kind, 'maintainers' as audience, publisher, happened_at, $now as noticed_at, refresh, is_backfill, facts
from news
where event not in (select events.event from events)
