-- What did each listing of a publisher last state, and when?
select counts.publisher, counts.listing, any_value(listings.title) as title,
  any_value(listings.platform) as platform, max(counts.read_at) as read_at,
  arg_max(counts.total, counts.read_at) as total
from counts left join listings using (publisher, listing)
where counts.publisher = $publisher
group by all
