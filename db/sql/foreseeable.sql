-- Which watched totals have lines ahead of them, and what was stated so far, at the last reading of each day?
-- None if the latest readings are of a day (Asia/Shanghai) whose forecasts are there already.
with days as (
  select counts.publisher, counts.listing, platforms.platform, platforms.group_name,
    (counts.read_at at time zone 'Asia/Shanghai')::date as read_on,
    max(counts.read_at) as read_at, arg_max(counts.total, counts.read_at) as total
  from counts join listings using (publisher, listing) join platforms using (platform)
  group by all
),
told as (
  select publisher, listing, platform, group_name, max(read_on) as read_on,
    arg_max(total, read_at) as total, list(epoch(read_at)::bigint order by read_at) as at,
    list(total order by read_at) as totals
  from days group by all
)
select told.publisher, told.listing, told.total, told.at, told.totals,
  coalesce(
    list({threshold: thresholds.threshold, line: thresholds.line} order by thresholds.line)
      filter (thresholds.line > told.total), []
  ) as lines
from told join thresholds
  on thresholds.measure = 'total' and thresholds.removed_at is null
  and thresholds.scope in ('all', 'group:' || told.group_name, 'platform:' || told.platform)
where not exists (
  from forecasts
  where forecasts.publisher = told.publisher and forecasts.listing = told.listing
    and (forecasts.read_at at time zone 'Asia/Shanghai')::date = told.read_on
)
group by told.publisher, told.listing, told.total, told.at, told.totals
order by told.publisher, told.listing
