-- What did the publisher state of watched platforms, reading by reading, the latest first, and on which receipts?
-- Of some platforms (none named: all), read within days by the publisher's calendar. `in_all`: of how many readings.
select listings.platform, counts.publisher, counts.listing, counts.read_at, counts.total, counts.replied, counts.completed,
  counts.last_30_days, counts.is_revision, decisions.decided_at as accepted_at, captures.file, captures.file_offset, captures.sha256, count(*) over () as in_all
from counts join listings using (publisher, listing)
left join captures on captures.capture = counts.capture
left join decisions on decisions.publisher = counts.publisher and decisions.listing = counts.listing
  and decisions.capture = counts.capture and decisions.decision = 'accepted'
where listings.platform is not null
  and (len($platforms::varchar[]) = 0 or list_contains($platforms::varchar[], listings.platform))
  and coalesce((counts.read_at at time zone 'Asia/Shanghai')::date >= $since::date, true)
  and coalesce((counts.read_at at time zone 'Asia/Shanghai')::date <= $until::date, true)
order by counts.read_at desc, listings.platform, counts.listing, counts.capture
limit $at_most offset $skip
