-- Whose pace has lastingly changed? One found on a day over a week before the latest reading is a backfill.
insert into events by name
with news as (
  select concat_ws(':', 'pace', publisher, listing, changed_on) as event, publisher, listing, changed_on, rate_before,
    rate_after, case when rate_after > rate_before then 'pace_high' else 'pace_normal' end as kind
  from pace_changes where rule = 'cusum'
)
select event, kind, 'public' as audience, publisher, listing, changed_on::timestamptz - interval 8 hours as happened_at,
  $now as noticed_at, changed_on < (select max(read_at) from counts) - interval 8 days as is_backfill,
  to_json({changed_on: changed_on, rate_before: rate_before, rate_after: rate_after}) as facts
from news
where event not in (select events.event from events)
