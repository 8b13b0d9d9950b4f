-- Which parts of a choice does each complaint against a watched platform meet? Asked by the two questions that follow.
-- A part that is not chosen folds to `true` before anything is read, which a view over stored parameters would not.
create or replace temp macro sorted(platforms, groups, categories, issues, statuses, since, until, least, most) as table
with of_groups as (
  select distinct publisher, complaint from complaint_categories
  where list_contains(groups::varchar[], split_part(category, '.', 1))
),
of_categories as (
  select distinct publisher, complaint from complaint_categories where list_contains(categories::varchar[], category)
),
met as (
  select complaints.publisher, complaints.complaint, listings.platform, complaints.status, complaints.posted_at,
    complaints.issue, complaints.service, (complaints.posted_at at time zone 'Asia/Shanghai')::date as posted_on,
    len(platforms::varchar[]) = 0 or list_contains(platforms::varchar[], listings.platform) as is_platform,
    len(groups::varchar[]) = 0 or (complaints.publisher, complaints.complaint) in (select (publisher, complaint) from of_groups)
      as is_group,
    len(categories::varchar[]) = 0
      or (complaints.publisher, complaints.complaint) in (select (publisher, complaint) from of_categories) as is_category,
    len(issues::varchar[]) = 0 or list_has_any(issues::varchar[], string_split(complaints.issue, ',')) as is_issue,
    len(statuses::varchar[]) = 0 or list_contains(statuses::varchar[], complaints.status) as is_status,
    coalesce(posted_on >= since::date, true) as is_since,
    coalesce(posted_on <= until::date, true) as is_until,
    least::bigint is null or coalesce(complaints.amount_cny >= least::bigint, false) as is_least,
    most::bigint is null or coalesce(complaints.amount_cny <= most::bigint, false) as is_most
  from complaints join listings using (publisher, listing)
  where listings.platform is not null
)
select publisher, complaint, platform, status, posted_at, issue, service, posted_on, is_platform, is_group, is_category,
  is_issue, is_status, is_since, is_until, is_least, is_most,
  is_issue and is_status and is_since and is_until and is_least and is_most as is_compared,
  is_compared and is_platform and is_group and is_category as is_chosen
from met
