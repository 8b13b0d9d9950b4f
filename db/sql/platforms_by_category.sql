-- How many complaints did each watched platform draw in each category, of how many, beside all watched platforms together?
-- A complaint of two categories is in both. `platform_complaints` and `all_complaints` are the base of shares: each complaint
-- once, and not only those in the chosen categories, of which all would be.
with compared as (
  select platform, category, is_group and is_category as is_about, sum(complaints)::bigint as complaints
  from days where is_compared group by all
),
of_platform as (
  select platform, sum(complaints)::bigint as platform_complaints from compared where category is null group by platform
),
of_cell as (
  select platform, category, sum(complaints)::bigint as complaints
  from compared where is_about and category is not null group by all
),
of_category as (select category, sum(complaints)::bigint as category_complaints from of_cell group by category)
select of_platform.platform, of_category.category, coalesce(of_cell.complaints, 0) as complaints,
  of_platform.platform_complaints, of_category.category_complaints,
  (select sum(platform_complaints)::bigint from of_platform) as all_complaints
from of_platform cross join of_category left join of_cell using (platform, category)
order by of_platform.platform_complaints desc, of_platform.platform, of_category.category
