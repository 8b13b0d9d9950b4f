-- On how much do the chosen platforms' complaints rest: how many were read, of how many the publisher states, posted when?
with latest as (
  select listings.platform, max_by(counts.total, counts.read_at) as total
  from counts join listings using (publisher, listing)
  where listings.platform is not null
    and (len($platforms::varchar[]) = 0 or list_contains($platforms::varchar[], listings.platform))
  group by listings.platform, counts.publisher, counts.listing
),
complaints_read as (
  select count(*) as complaints, min(posted_at) as first_at, max(posted_at) as last_at, min(posted_on) as first_on,
    max(posted_on) as last_on
  from chosen where is_platform
)
select complaints_read.complaints, complaints_read.first_at, complaints_read.last_at, complaints_read.first_on,
  complaints_read.last_on, (select sum(total)::bigint from latest) as stated_total
from complaints_read
