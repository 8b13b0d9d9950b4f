-- On how much do the chosen platforms' complaints rest: how many were read, of how many the publisher states, posted when?
with watched as (
  select publisher, listing, platform from listings
  where platform is not null and (len($platforms::varchar[]) = 0 or list_contains($platforms::varchar[], platform))
),
latest as (
  select max_by(counts.total, counts.read_at) as total
  from counts join watched using (publisher, listing) group by counts.publisher, counts.listing
),
complaints_read as (
  select count(*) as complaints, min(complaints.posted_at) as first_at, max(complaints.posted_at) as last_at
  from complaints join watched using (publisher, listing)
)
select complaints, first_at, last_at, (first_at at time zone 'Asia/Shanghai')::date as first_on,
  (last_at at time zone 'Asia/Shanghai')::date as last_on, (select sum(total)::bigint from latest) as stated_total
from complaints_read
