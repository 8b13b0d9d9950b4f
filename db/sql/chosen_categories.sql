-- Which categories are the chosen complaints in, by which words and which version of the rules? The latest first.
-- `in_all`: of how many rows.
select chosen.publisher, chosen.complaint, chosen.platform, complaint_categories.category, complaint_categories.matched,
  complaint_categories.rules_version, count(*) over () as in_all
from chosen join complaint_categories using (publisher, complaint)
order by chosen.posted_at desc, chosen.complaint desc, complaint_categories.category
limit $at_most offset $skip
