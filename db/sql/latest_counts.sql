-- What did each listing of a publisher last state, and when? And what a day or more before that? What was stated before
-- a number that a person accepted is no measure any more for what comes after it.
with accepted as (
  select listing, max(counts.read_at) as accepted_at
  from counts join decisions using (publisher, listing, capture)
  where publisher = $publisher and decision = 'accepted' group by listing
),
dated as (
  select counts.listing, read_at, total, replied, completed, last_30_days, accepted_at,
    max(read_at) over (partition by counts.listing) as newest_at
  from counts left join accepted using (listing) where publisher = $publisher
),
latest as (
  select listing, arg_max(dated, read_at) as newest,
    arg_max(dated, read_at) filter (
      where read_at <= newest_at - interval 1 day and read_at >= coalesce(accepted_at, '-infinity')
    ) as earlier
  from dated group by listing
)
select latest.listing, listings.title, newest.read_at as read_at, newest.total as total, newest.replied as replied,
  newest.completed as completed, newest.last_30_days as last_30_days, earlier.read_at as day_at,
  earlier.total as day_total, earlier.replied as day_replied, earlier.completed as day_completed,
  earlier.last_30_days as day_last_30_days
from latest left join listings on listings.publisher = $publisher and listings.listing = latest.listing
