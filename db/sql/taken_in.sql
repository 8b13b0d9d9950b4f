-- How many complaints does the choice take in, of how many, and how many would it take in without each of its parts?
with parts as (
  select complaints, is_chosen,
    is_platform::int + is_group::int + is_category::int + is_issue::int + is_status::int + is_since::int
      + is_until::int + is_least::int + is_most::int as met,
    is_platform, is_group, is_category, is_issue, is_status, is_since, is_until, is_least, is_most
  from days where category is null
),
summed as (
  select sum(complaints) as complaints, sum(complaints) filter (where is_chosen) as chosen,
    sum(complaints) filter (where is_chosen or (met = 8 and not is_platform)) as without_platforms,
    sum(complaints) filter (where is_chosen or (met = 8 and not is_group)) as without_groups,
    sum(complaints) filter (where is_chosen or (met = 8 and not is_category)) as without_categories,
    sum(complaints) filter (where is_chosen or (met = 8 and not is_issue)) as without_issues,
    sum(complaints) filter (where is_chosen or (met = 8 and not is_status)) as without_statuses,
    sum(complaints) filter (where is_chosen or (met = 8 and not is_since)) as without_since,
    sum(complaints) filter (where is_chosen or (met = 8 and not is_until)) as without_until,
    sum(complaints) filter (where is_chosen or (met = 8 and not is_least)) as without_least,
    sum(complaints) filter (where is_chosen or (met = 8 and not is_most)) as without_most
  from parts
)
select coalesce(columns(summed.*), 0)::bigint from summed
