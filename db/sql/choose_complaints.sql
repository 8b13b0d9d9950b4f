-- Which complaints against watched platforms does a choice take in? Every one has its row, and a column for each part of
-- the choice: so what the choice leaves, what it was taken from, and which part to loosen come from one table.
create or replace temp table chosen as
with of_groups as (
  select distinct publisher, complaint, true as is_there from complaint_categories
  where list_contains($groups::varchar[], split_part(category, '.', 1))
),
of_categories as (
  select distinct publisher, complaint, true as is_there from complaint_categories
  where list_contains($categories::varchar[], category)
),
watched as (
  select complaints.publisher, complaints.complaint, listings.platform, complaints.status, complaints.posted_at,
    (complaints.posted_at at time zone 'Asia/Shanghai')::date as posted_on, complaints.issue, complaints.amount_cny
  from complaints join listings using (publisher, listing)
  where listings.platform is not null
)
select watched.publisher, watched.complaint, watched.platform, watched.status, watched.posted_at, watched.posted_on,
  len($platforms::varchar[]) = 0 or list_contains($platforms::varchar[], watched.platform) as is_platform,
  len($groups::varchar[]) = 0 or coalesce(of_groups.is_there, false) as is_group,
  len($categories::varchar[]) = 0 or coalesce(of_categories.is_there, false) as is_category,
  len($issues::varchar[]) = 0 or list_has_any($issues::varchar[], string_split(watched.issue, ',')) as is_issue,
  len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], watched.status) as is_status,
  coalesce(watched.posted_on >= $since::date, true) as is_since,
  coalesce(watched.posted_on <= $until::date, true) as is_until,
  $least::bigint is null or coalesce(watched.amount_cny >= $least::bigint, false) as is_least,
  $most::bigint is null or coalesce(watched.amount_cny <= $most::bigint, false) as is_most,
  is_issue and is_status and is_since and is_until and is_least and is_most as is_compared,
  is_compared and is_platform and is_group and is_category as is_chosen
from watched
left join of_groups using (publisher, complaint) left join of_categories using (publisher, complaint)
