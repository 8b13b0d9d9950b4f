-- Which crossings follow from all that is stored, for every line there ever was? Told from the beginning each time, so
-- what was read in another order, or saved by hand and brought later, gives the same.
-- A line is reached at >=. The next crossing of a line counts only after a reading below 98 % of it. No reading before
-- the first at the line: the crossing was before we began watching, and `after_at` and `estimated_at` are empty.
-- A total that was later stated below the line marks the crossing as revised; the last 30 days fall by themselves.
-- `is_accepted`: one of the two readings, or the first that marks it as revised, is a number that a person accepted.
-- Besides the lines of `thresholds`, every further 50,000 complaints are a milestone, whose `threshold` is empty.
with accepted as (select publisher, listing, capture from decisions where decision = 'accepted'),
large as (
  select publisher, listing from counts
  group by all having max(total) >= (select min(line) from thresholds where measure = 'total')
),
readings as (
  select 'total' as measure, null as category, publisher, listing, read_at, capture, refresh, total as value
  from counts semi join large using (publisher, listing)
  union all
  select 'last_30_days', null, publisher, listing, read_at, capture, refresh, last_30_days
  from counts where 'last_30_days' in (select measure from thresholds)
  union all
  select 'category', complaint_categories.category, publisher, complaints.listing, complaints.first_seen_at,
    max(complaints.capture), null,
    sum(count(*)) over (
      partition by complaint_categories.category, publisher, complaints.listing order by complaints.first_seen_at
    )
  from complaints join complaint_categories using (publisher, complaint)
  where complaint_categories.category in (select category from thresholds)
  group by complaint_categories.category, publisher, complaints.listing, complaints.first_seen_at
),
stepped as (
  select readings.*, lag(value) over earlier as before, lag(read_at) over earlier as before_at,
    lag(capture) over earlier as before_capture
  from readings
  window earlier as (partition by measure, category, publisher, listing order by read_at, capture)
),
lines as (
  select threshold, measure, category, line, scope from thresholds
  union all
  select null, 'total', null, unnest(range(150000, (select coalesce(max(total), 0) + 1 from counts), 50000)), 'all'
),
-- Only readings on another side than the one before matter: of the line, or of 98 % of it.
steps as (
  select lines.threshold, lines.line, lines.scope, stepped.*,
    case when value >= line then 'past' when value < 0.98 * line then 'below' end as mark
  from stepped join lines
    on lines.measure = stepped.measure and lines.category is not distinct from stepped.category
    and (
      value >= line and coalesce(before, 0) < line
      or before >= line and value < line
      or before >= 0.98 * line and value < 0.98 * line
    )
),
watched as (
  select steps.* exclude (scope),
    measure <> 'category' and (steps.publisher, steps.listing, capture) in (from accepted) as is_accepted,
    coalesce(measure <> 'category' and (steps.publisher, steps.listing, before_capture) in (from accepted), false)
      as is_accepted_before
  from steps
  left join listings using (publisher, listing)
  left join platforms on platforms.platform = listings.platform
  where scope in ('all', 'group:' || platforms.group_name, 'platform:' || platforms.platform)
),
marked as (
  select watched.*,
    mark = 'past' and last_value(mark ignore nulls) over (earlier rows between unbounded preceding and 1 preceding)
      is distinct from 'past' as is_crossing
  from watched
  window earlier as (partition by threshold, line, publisher, listing order by read_at, capture)
),
numbered as (
  select marked.*,
    count(*) filter (is_crossing) over (
      partition by threshold, line, publisher, listing order by read_at, capture
    )::integer as number
  from marked
),
revised as (
  select threshold, line, publisher, listing, number, bool_or(value < line) as is_revised,
    coalesce(arg_min(is_accepted, read_at) filter (where value < line), false) as is_revised_by_accepted
  from numbered where measure = 'total' and number > 0 group by all
)
select numbered.threshold, numbered.line, numbered.publisher, numbered.listing, before_at as after_at, read_at as by_at,
  before_at + (read_at - before_at) * ((numbered.line - before) / (value - before)) as estimated_at,
  coalesce(is_revised, false) as is_revised, numbered.number, before::bigint as after_value, value::bigint as by_value,
  before_capture as after_capture, capture as by_capture, refresh,
  is_accepted or is_accepted_before or coalesce(is_revised_by_accepted, false) as is_accepted
from numbered left join revised
  on revised.threshold is not distinct from numbered.threshold and revised.line = numbered.line
  and revised.publisher = numbered.publisher and revised.listing = numbered.listing
  and revised.number = numbered.number
where is_crossing
order by numbered.threshold, numbered.line, numbered.publisher, numbered.listing, numbered.number
