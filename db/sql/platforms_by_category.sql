-- How many complaints did each watched platform draw in each category, of how many, beside all watched platforms together?
-- A complaint of two categories is in both. `platform_complaints` and `all_complaints` are the base of shares: each complaint
-- once, and not only those in the chosen categories, of which all would be.
with compared as (select publisher, complaint, platform, is_group and is_category as is_about from chosen where is_compared),
of_platform as (select platform, count(*) as platform_complaints from compared group by platform),
of_cell as (
  select compared.platform, complaint_categories.category, count(*) as complaints
  from compared join complaint_categories using (publisher, complaint) where compared.is_about group by all
),
of_category as (select category, sum(complaints)::bigint as category_complaints from of_cell group by category)
select of_platform.platform, of_category.category, coalesce(of_cell.complaints, 0) as complaints,
  of_platform.platform_complaints, of_category.category_complaints,
  (select count(*) from compared) as all_complaints
from of_platform cross join of_category left join of_cell using (platform, category)
order by of_platform.platform_complaints desc, of_platform.platform, of_category.category
