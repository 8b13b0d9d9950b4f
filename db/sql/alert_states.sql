-- What waits, was delivered or given up on each channel, and what was the latest error?
select channel, count(*) filter (where delivered_at is null and given_up_at is null) as waiting,
  count(delivered_at) as delivered, count(given_up_at) as given_up, max(delivered_at) as last_delivered_at,
  min(next_try_at) filter (where delivered_at is null and given_up_at is null) as next_try_at,
  arg_max(error, created_at) filter (where error is not null and delivered_at is null) as error
from alerts
group by all order by channel
