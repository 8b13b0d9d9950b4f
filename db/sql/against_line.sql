-- How far is each watched listing of a line's scope from the line, and when was it last expected to reach it?
with line as (select measure, category, line, scope from thresholds where threshold = $threshold),
latest as (
  select publisher, listing, max(read_at) as read_at, arg_max(total, (read_at, capture)) as total,
    arg_max(last_30_days, (read_at, capture)) as last_30_days
  from counts join listings using (publisher, listing)
  where listings.platform is not null
  group by all
),
in_category as (
  select complaints.publisher, complaints.listing, count(*) as complaints
  from complaint_categories join complaints using (publisher, complaint)
  where complaint_categories.category in (select category from line)
  group by all
),
expected as (
  select publisher, listing, read_at, low_on, middle_on, high_on, share_within_180_days, reason, missing
  from forecasts where threshold = $threshold
  qualify row_number() over (partition by publisher, listing order by read_at desc, made_at desc) = 1
)
select listings.platform, latest.publisher, latest.listing, latest.read_at, line.line,
  case line.measure
    when 'total' then latest.total
    when 'last_30_days' then latest.last_30_days
    else coalesce(in_category.complaints, 0)
  end as value,
  expected.read_at as forecast_at, expected.low_on, expected.middle_on, expected.high_on,
  expected.share_within_180_days, expected.reason, expected.missing
from latest
join listings on listings.publisher = latest.publisher and listings.listing = latest.listing
join platforms on platforms.platform = listings.platform
cross join line
left join in_category on in_category.publisher = latest.publisher and in_category.listing = latest.listing
left join expected on expected.publisher = latest.publisher and expected.listing = latest.listing
where line.scope in ('all', 'group:' || platforms.group_name, 'platform:' || platforms.platform)
order by value desc, latest.listing
