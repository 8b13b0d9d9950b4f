-- How many complaints did each listing draw on the days of those that just came, by status and category?
insert into complaint_days
with touched as (
  select distinct publisher, (posted_at at time zone 'Asia/Shanghai')::date as posted_on from incoming
),
of_these_days as (
  select complaints.publisher, complaints.complaint, complaints.listing, complaints.status, touched.posted_on
  from complaints join touched
    on touched.publisher = complaints.publisher
    and touched.posted_on = (complaints.posted_at at time zone 'Asia/Shanghai')::date
  where complaints.posted_at >= (select min(posted_on) - 1 from touched)
    and complaints.posted_at < (select max(posted_on) + 2 from touched)
)
select publisher, listing, status, null as category, posted_on, count(*) as complaints
from of_these_days group by all
union all
select publisher, listing, status, category, posted_on, count(*) as complaints
from of_these_days join complaint_categories using (publisher, complaint) group by all
