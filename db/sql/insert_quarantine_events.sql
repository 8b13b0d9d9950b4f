-- Which listings' numbers wait for a person, and which have a good one again? One event until the next good number.
insert into events by name
with good as (
  select publisher, listing, read_at, refresh, total::varchar as total
  from counts semi join quarantine using (publisher, listing)
),
begun as (
  select quarantine.*, good.total as good_total
  from quarantine asof left join good
    on good.publisher = quarantine.publisher and good.listing = quarantine.listing
    and good.read_at < quarantine.read_at
  qualify row_number() over (
    partition by quarantine.publisher, quarantine.listing, good.read_at
    order by quarantine.read_at, quarantine.capture
  ) = 1
),
finished as (select refresh, max(finished_at) as finished_at from refreshes group by all),
held as (
  select begun.*, finished.finished_at, good.refresh as ended_with, good.total as ended_total,
    ends.finished_at as ended_at
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
)
select event, kind, 'maintainers' as audience, publisher, listing, happened_at, $now as noticed_at, refresh,
  is_over and happened_at < $now::timestamptz - interval 1 day as is_backfill, facts
from news
where event not in (select events.event from events)
