-- When did watched platforms reach each line, between which readings, and on which receipts? The latest first.
-- Of some platforms (none named: all), first read beyond it within days. `in_all`: of how many crossings.
select crossings.threshold, thresholds.measure, thresholds.line, listings.platform, crossings.publisher, crossings.listing,
  crossings.number, crossings.is_revised, crossings.is_accepted, crossings.after_at, crossings.after_value, crossings.by_at, crossings.by_value,
  crossings.estimated_at, below.file as after_file, below.file_offset as after_file_offset, below.sha256 as after_sha256,
  beyond.file as by_file, beyond.file_offset as by_file_offset, beyond.sha256 as by_sha256, count(*) over () as in_all
from crossings join thresholds using (threshold) join listings using (publisher, listing)
left join captures as below on below.capture = crossings.after_capture
left join captures as beyond on beyond.capture = crossings.by_capture
where listings.platform is not null and thresholds.removed_at is null
  and (len($platforms::varchar[]) = 0 or list_contains($platforms::varchar[], listings.platform))
  and coalesce((crossings.by_at at time zone 'Asia/Shanghai')::date >= $since::date, true)
  and coalesce((crossings.by_at at time zone 'Asia/Shanghai')::date <= $until::date, true)
order by crossings.by_at desc, crossings.threshold, listings.platform, crossings.listing, crossings.number
limit $at_most offset $skip
