-- What has lasted for a further day without being over, and without anyone having acknowledged it?
insert into events by name
with lasting as (
  select events.*, date_diff('second', happened_at, $now::timestamptz) // 86400 as days
  from events
  where kind in ('source_failing', 'source_stale', 'number_quarantined')
    and event || ':over' not in (select events.event from events)
    and event not in (select acknowledgements.event from acknowledgements where cleared_at is null)
)
select event || ':day:' || days as event, 'reminder' as kind, audience, publisher, listing, $now as happened_at,
  $now as noticed_at, refresh, false as is_backfill,
  to_json({of: kind, since_at: happened_at, days: days, source: facts->>'source', title: facts->>'title'}) as facts
from lasting
where days >= 1 and event || ':day:' || days not in (select events.event from events)
