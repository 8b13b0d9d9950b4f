-- What happened to watched platforms at the lines there are: crossings, milestones and revisions, the latest first?
-- Numbers are those that follow from all that is stored now. `updated_at` is when we last changed our account of it.
with told as (
  select crossings.threshold, thresholds.line, thresholds.measure, thresholds.category, thresholds.scope,
    thresholds.name_zh_hans, thresholds.name_zh_hant, thresholds.name_en, crossings.publisher, crossings.listing,
    crossings.number, crossings.after_at, crossings.after_value, crossings.by_at, crossings.by_value,
    crossings.estimated_at, crossings.is_revised, crossings.is_accepted
  from crossings join thresholds using (threshold)
  where thresholds.removed_at is null
  union all by name
  select 'milestone_' || line as threshold, line, 'total' as measure, 'all' as scope, publisher, listing, number,
    after_at, after_value, by_at, by_value, estimated_at, is_revised, is_accepted
  from milestones
),
keyed as (
  select told.*, concat_ws(':', threshold, publisher, listing, number) as about from told
),
news as (
  select event, kind, happened_at, noticed_at, is_backfill, regexp_replace(event, '^(crossing|correction):', '') as about,
    max(noticed_at) over (partition by regexp_replace(event, '^(crossing|correction):', '')) as changed_at
  from events where audience = 'public'
),
fallen as (
  select keyed.about, min(counts.read_at) as fell_at, arg_min(counts.total, counts.read_at) as fell_value
  from keyed join counts using (publisher, listing)
  where keyed.is_revised and counts.read_at > keyed.by_at and counts.total < keyed.line
  group by all
)
select news.event, news.kind, news.noticed_at, news.is_backfill,
  coalesce(case when news.kind = 'correction_below' then fallen.fell_at end, news.happened_at) as happened_at,
  case when news.kind = 'correction_below' then news.noticed_at else news.changed_at end as updated_at,
  listings.platform, keyed.publisher, keyed.listing, keyed.threshold, keyed.line, keyed.measure, keyed.category,
  keyed.scope, keyed.name_zh_hans, keyed.name_zh_hant, keyed.name_en, keyed.number, keyed.after_at, keyed.after_value,
  keyed.by_at, keyed.by_value, keyed.estimated_at, keyed.is_revised, keyed.is_accepted, fallen.fell_at, fallen.fell_value
from news join keyed using (about)
join listings on listings.publisher = keyed.publisher and listings.listing = keyed.listing
left join fallen using (about)
where listings.platform is not null
order by happened_at desc, keyed.line desc, news.event
