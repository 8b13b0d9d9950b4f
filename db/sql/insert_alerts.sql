-- Which events does which channel wait for? One row an event and channel, for events newer than the channel.
-- Nobody is told of listings nobody watches, but maintainers. A line below 10,000 is crossed again after a fall of
-- fewer than 200: that is for the feed. While a source fails, what was concluded from its numbers is held back.
insert into alerts by name
with failing as (
  select publisher, source from refreshes
  where not is_by_hand
  group by all having arg_max(outcome, (finished_at, refresh)) = 'failed'
),
about as (
  select events.*, listings.platform, platforms.group_name, (facts->>'line')::bigint as line,
    case when events.listing like '%/%' then 'services' else 'directory' end as source
  from events
  left join listings on listings.publisher = events.publisher and listings.listing = events.listing
  left join platforms on platforms.platform = listings.platform
),
wanted as (
  select about.*, subscriptions.channel
  from about
  join subscriptions on subscriptions.audience = about.audience and list_contains(kinds, kind)
    and (len(platforms) = 0 or list_contains(platforms, platform))
    and (len(groups) = 0 or list_contains(groups, group_name))
    and (len(thresholds) = 0 or threshold is null or list_contains(thresholds, threshold))
  join channels on channels.channel = subscriptions.channel and noticed_at >= first_seen_at
  where not is_backfill
    and (about.audience = 'maintainers' or platform is not null)
    and (kind <> 're_crossing' or line >= 10000)
    and not (
      (kind = 'approaching' or starts_with(kind, 'pace_'))
      and exists (from failing where failing.publisher = about.publisher and failing.source = about.source)
    )
    and not (
      ends_with(event, ':over')
      and exists (from events as opened where opened.event || ':over' = about.event and opened.is_backfill)
    )
)
select event || '>' || channel as alert, event, threshold, publisher, listing, channel, $now as created_at,
  0 as attempts
from wanted
where event || '>' || channel not in (select alerts.alert from alerts)
