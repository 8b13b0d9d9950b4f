-- How many complaints came on each day, by platform and category, and which parts of the choice do they meet?
-- From the days we keep, which know platform, status and day, and nothing of what else a choice may hold.
create or replace temp table days as
select listings.platform, complaint_days.category, complaint_days.posted_on,
  len($platforms::varchar[]) = 0 or list_contains($platforms::varchar[], listings.platform) as is_platform,
  true as is_group, true as is_category, true as is_issue,
  len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], complaint_days.status) as is_status,
  coalesce(complaint_days.posted_on >= $since::date, true) as is_since,
  coalesce(complaint_days.posted_on <= $until::date, true) as is_until,
  true as is_least, true as is_most,
  is_status and is_since and is_until as is_compared,
  is_compared and is_platform as is_chosen,
  sum(complaint_days.complaints)::bigint as complaints
from complaint_days join listings using (publisher, listing)
where listings.platform is not null
group by all
