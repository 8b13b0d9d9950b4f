-- How many complaints came on each day, by platform and category, and which parts of the choice do they meet?
-- Counted from the complaints themselves: any part of a choice can be told. `category` is empty where each counts once.
create or replace temp table days as
with met as (
  select publisher, complaint, platform, posted_on, is_platform, is_group, is_category, is_issue, is_status, is_since,
    is_until, is_least, is_most, is_compared, is_chosen
  from sorted($platforms, $groups, $categories, $issues, $statuses, $since, $until, $least, $most)
)
select platform, null as category, posted_on, is_platform, is_group, is_category, is_issue, is_status, is_since, is_until,
  is_least, is_most, is_compared, is_chosen, count(*) as complaints
from met group by all
union all
select platform, category, posted_on, is_platform, is_group, is_category, is_issue, is_status, is_since, is_until,
  is_least, is_most, is_compared, is_chosen, count(*) as complaints
from met join complaint_categories using (publisher, complaint) group by all
