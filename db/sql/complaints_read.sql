-- How many complaints against watched platforms were read so far, posted when, and what are most of them about?
-- `other` says nothing, so it only comes where there is nothing else.
with days as (
  select complaint_days.category, complaint_days.posted_on, complaint_days.complaints
  from complaint_days join listings using (publisher, listing)
  where listings.platform is not null
),
sums as (
  select category, sum(complaints) as complaints from days where category is not null group by all
)
select coalesce(sum(complaints), 0)::bigint as complaints, min(posted_on) as first_on, max(posted_on) as last_on,
  (select category from sums order by category = 'other', complaints desc, category limit 1) as category
from days where category is null
