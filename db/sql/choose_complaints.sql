-- Which complaints does a choice take in (of one category, with the words that put them there, or of any)?
create or replace temp table chosen as
select found.publisher, found.complaint, found.platform, found.status, found.posted_at, found.issue, found.service,
  complaint_categories.matched
from sorted($platforms, $groups, $categories, $issues, $statuses, $since, $until, $least, $most) as found
join complaint_categories using (publisher, complaint)
where found.is_chosen and complaint_categories.category = $category::varchar
union all
select publisher, complaint, platform, status, posted_at, issue, service, null as matched
from sorted($platforms, $groups, $categories, $issues, $statuses, $since, $until, $least, $most)
where is_chosen and $category::varchar is null
