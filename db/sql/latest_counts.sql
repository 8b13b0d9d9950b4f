-- What did each listing of a publisher last state, and when? And what a day or more before that?
with dated as (
  select listing, read_at, total, max(read_at) over (partition by listing) as newest_at
  from counts where publisher = $publisher
)
select dated.listing, any_value(listings.title) as title, max(dated.read_at) as read_at,
  arg_max(dated.total, dated.read_at) as total,
  max(dated.read_at) filter (where dated.read_at <= newest_at - interval 1 day) as day_at,
  arg_max(dated.total, dated.read_at) filter (where dated.read_at <= newest_at - interval 1 day) as day_total
from dated left join listings on listings.publisher = $publisher and listings.listing = dated.listing
group by dated.listing
