-- What was the total of each watched platform at its last reading of each day, by the publisher's calendar?
select listings.platform, counts.publisher, counts.listing,
  (counts.read_at at time zone 'Asia/Shanghai')::date as read_on,
  max(counts.read_at) as read_at, arg_max(counts.total, counts.read_at) as total,
  bool_or(counts.is_revision) as is_revision
from counts join listings using (publisher, listing)
where listings.platform is not null
group by all
order by listings.platform, counts.publisher, counts.listing, read_at
