-- Which numbers wait for a person, the latest of each listing, as the publisher wrote them, and what is the last good one?
with latest as (
  select publisher, listing, max(read_at) as good_at, arg_max(counts, read_at) as good from counts group by all
),
newest as (
  select waiting.*, count(*) over (partition by publisher, listing) as readings,
    min(read_at) over (partition by publisher, listing) as waiting_since_at
  from waiting
  qualify row_number() over (partition by publisher, listing order by read_at desc, capture) = 1
)
select newest.ticket, newest.publisher, newest.listing, newest.title, listings.platform, newest.read_at, newest.total,
  newest.replied, newest.completed, newest.last_30_days, newest.reason, newest.detail, newest.readings,
  newest.waiting_since_at, latest.good_at, latest.good.total as good_total, latest.good.replied as good_replied,
  latest.good.completed as good_completed, latest.good.last_30_days as good_last_30_days, captures.url, captures.source,
  captures.file, captures.file_offset, captures.file_length, captures.sha256
from newest
left join listings using (publisher, listing)
left join latest using (publisher, listing)
left join captures on captures.capture = newest.capture
order by newest.read_at desc, newest.listing limit $most
