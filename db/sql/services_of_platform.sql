-- Which services has the company of a platform's listing, with what totals, and how many chosen complaints name each?
with own as (
  select publisher, listing, split_part(listing, '/', 1) as company from listings where platform = $platform
),
latest as (
  select listings.title as service, listings.listing, bool_or(listings.platform = $platform) as is_own,
    max_by(counts.total, counts.read_at) as total, max_by(counts.last_30_days, counts.read_at) as last_30_days,
    max(counts.read_at) as read_at, max_by(counts.refresh, counts.read_at) as refresh,
    any_value(listings.publisher) as publisher
  from listings join own on own.publisher = listings.publisher and own.company = split_part(listings.listing, '/', 1)
  join counts on counts.publisher = listings.publisher and counts.listing = listings.listing
  where listings.listing like '%/%' group by all
),
finished as (
  select refresh, publisher, max(finished_at) as finished_at
  from refreshes where outcome = 'ok' and source = 'services' group by all
),
named as (
  select service, count(*) as complaints from chosen where service is not null group by all
)
select coalesce(latest.service, named.service) as service, latest.listing, coalesce(latest.is_own, false) as is_own,
  latest.total, latest.last_30_days, latest.read_at, finished.finished_at, coalesce(named.complaints, 0) as complaints
from latest full join named on named.service = latest.service
left join finished on finished.refresh = latest.refresh and finished.publisher = latest.publisher
order by latest.total desc nulls last, named.complaints desc nulls last, service
