-- Which listings' numbers wait for a person, and which have a good one again? One event until the next good number,
-- or until a person rejects what waits.
insert into events by name
with decided as (select publisher, listing, capture, decision, decided_at, note from decisions),
good as (
  select counts.publisher, counts.listing, counts.read_at, counts.refresh, counts.total::varchar as total, decided_at
  from counts semi join quarantine using (publisher, listing)
  left join decided on decided.publisher = counts.publisher and decided.listing = counts.listing
    and decided.capture = counts.capture
),
rejected as (
  select quarantine.*, decided.decided_at, decided.note
  from quarantine join decided using (publisher, listing, capture) where decided.decision = 'rejected'
),
doubted as (
  from quarantine anti join rejected
    on rejected.publisher = quarantine.publisher and rejected.listing = quarantine.listing and (
      rejected.capture = quarantine.capture
      or rejected.total = quarantine.total and rejected.replied = quarantine.replied
      and rejected.completed = quarantine.completed and rejected.last_30_days = quarantine.last_30_days
    )
),
begun as (
  select doubted.*, good.total as good_total
  from doubted asof left join good
    on good.publisher = doubted.publisher and good.listing = doubted.listing
    and good.read_at < doubted.read_at
  qualify row_number() over (
    partition by doubted.publisher, doubted.listing, good.read_at
    order by doubted.read_at, doubted.capture
  ) = 1
),
finished as (select refresh, max(finished_at) as finished_at from refreshes group by all),
held as (
  select begun.*, finished.finished_at, good.refresh as ended_with, good.total as ended_total,
    coalesce(good.decided_at, ends.finished_at) as ended_at
  from begun join finished on finished.refresh = begun.refresh
  asof left join good
    on good.publisher = begun.publisher and good.listing = begun.listing and good.read_at >= begun.read_at
  left join finished as ends on ends.refresh = good.refresh
),
news as (
  select concat_ws(':', 'quarantined', publisher, listing, capture) as event, 'number_quarantined' as kind, publisher,
    listing, finished_at as happened_at, refresh, ended_at is not null as is_over,
    to_json({title: title, total: total, good_total: good_total, reason: reason, detail: detail}) as facts
  from held
  union all
  select concat_ws(':', 'quarantined', publisher, listing, capture, 'over'), 'number_released', publisher, listing,
    ended_at, ended_with, true,
    to_json({title: title, total: ended_total, since_at: finished_at, ended_at: ended_at})
  from held where ended_at is not null
  union all
  select told.event || ':over', 'number_rejected', rejected.publisher, rejected.listing, decided_at, rejected.refresh,
    true, to_json({title: title, total: total, since_at: told.happened_at, ended_at: decided_at, note: note})
  from rejected join events as told
    on told.event = concat_ws(':', 'quarantined', rejected.publisher, rejected.listing, rejected.capture)
)
select event, kind, 'maintainers' as audience, publisher, listing, happened_at, $now as noticed_at, refresh,
  is_over and happened_at < $now::timestamptz - interval 1 day as is_backfill, facts
from news
where event not in (select events.event from events)
