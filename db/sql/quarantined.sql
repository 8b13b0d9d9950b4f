-- Which numbers wait for a person, as the publisher wrote them, and what is the last good one?
with latest as (
  select publisher, listing, max(read_at) as good_at, arg_max(total, read_at) as good_total from counts group by all
)
select quarantine.publisher, quarantine.listing, quarantine.title, listings.platform, quarantine.read_at,
  quarantine.total, quarantine.replied, quarantine.completed, quarantine.last_30_days, quarantine.reason,
  quarantine.detail, latest.good_at, latest.good_total, captures.url, captures.file, captures.file_offset,
  captures.sha256
from quarantine
left join listings using (publisher, listing)
left join latest using (publisher, listing)
left join captures on captures.capture = quarantine.capture
order by quarantine.read_at desc, quarantine.listing limit $most
