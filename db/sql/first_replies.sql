-- How many days after it was posted did a chosen complaint get its first reply, as far as its own page was read?
with stepped as (
  select chosen.publisher, chosen.complaint, chosen.posted_at,
    min(complaint_steps.happened_at) filter (where complaint_steps.event like '%回复%') as replied_at
  from chosen join complaint_steps using (publisher, complaint)
  group by all
),
waited as (
  select replied_at is not null as is_replied,
    date_diff('second', posted_at, replied_at) / 86400.0 as days
  from stepped
)
select count(*) as pages_read, count(*) filter (where is_replied) as replied,
  median(days) as median_days, quantile_cont(days, 0.25) as quarter_days, quantile_cont(days, 0.75) as three_quarters_days
from waited
