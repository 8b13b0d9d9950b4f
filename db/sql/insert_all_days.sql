-- How many complaints did each listing draw on each day, by status and category? (All of them, counted anew.)
insert into complaint_days
with dated as (
  select publisher, complaint, listing, status, (posted_at at time zone 'Asia/Shanghai')::date as posted_on
  from complaints
)
select publisher, listing, status, null as category, posted_on, count(*) as complaints
from dated group by all
union all
select publisher, listing, status, category, posted_on, count(*) as complaints
from dated join complaint_categories using (publisher, complaint) group by all
