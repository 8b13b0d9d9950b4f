-- What did each listing of a publisher last state, and when? And what a day or more before that?
with dated as (
  select listing, read_at, total, replied, completed, last_30_days, max(read_at) over (partition by listing) as newest_at
  from counts where publisher = $publisher
),
latest as (
  select listing, arg_max(dated, read_at) as newest,
    arg_max(dated, read_at) filter (where read_at <= newest_at - interval 1 day) as earlier
  from dated group by listing
)
select latest.listing, listings.title, newest.read_at as read_at, newest.total as total, newest.replied as replied,
  newest.completed as completed, newest.last_30_days as last_30_days, earlier.read_at as day_at,
  earlier.total as day_total, earlier.replied as day_replied, earlier.completed as day_completed,
  earlier.last_30_days as day_last_30_days
from latest left join listings on listings.publisher = $publisher and listings.listing = latest.listing
