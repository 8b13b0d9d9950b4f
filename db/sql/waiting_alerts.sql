-- What is there to say on which channel, with the names that it takes? The gravest first, then the oldest.
with waiting as (
  select alert, event, channel, attempts, next_try_at from alerts
  where delivered_at is null and given_up_at is null
),
fallen as (
  select events.event, min(counts.read_at) as fell_at, arg_min(counts.total, counts.read_at) as fell_value
  from events join counts using (publisher, listing)
  where events.kind = 'correction_below' and events.event in (select waiting.event from waiting)
    and counts.read_at > (facts->>'by_at')::timestamptz and counts.total < (facts->>'line')::bigint
  group by all
)
select waiting.alert, waiting.event, waiting.channel, waiting.attempts, waiting.next_try_at, events.kind,
  events.audience, events.threshold, events.publisher, events.listing, events.happened_at, events.noticed_at,
  events.facts, fallen.fell_at, fallen.fell_value, coalesce(thresholds.measure, 'total') as measure,
  categories.name_zh_hans as category_zh_hans, categories.name_zh_hant as category_zh_hant,
  categories.name_en as category_en, listings.title, listings.platform, platforms.name_zh_hans,
  platforms.name_zh_hant, platforms.name_en
from waiting join events using (event)
left join fallen on fallen.event = events.event
left join thresholds on thresholds.threshold = events.threshold
left join categories on categories.category = thresholds.category
left join listings on listings.publisher = events.publisher and listings.listing = events.listing
left join platforms on platforms.platform = listings.platform
order by waiting.channel,
  list_position([
    'first_crossing', 're_crossing', 'correction_below', 'milestone', 'source_failing', 'number_quarantined',
    'source_stale', 'approaching', 'pace_high', 'pace_normal'
  ], events.kind) nulls last,
  events.happened_at, (events.facts->>'line')::bigint desc, events.event
