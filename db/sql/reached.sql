-- Which watched platforms reached a line, between which two readings, and which receipts stand behind them?
-- The latest first; those first read beyond it last.
select listings.platform, crossings.publisher, crossings.listing, crossings.number, crossings.is_revised, crossings.is_accepted,
  crossings.after_at, crossings.after_value, below.url as after_url, below.file as after_file,
  below.file_offset as after_file_offset, below.sha256 as after_sha256,
  crossings.by_at, crossings.by_value, beyond.url as by_url, beyond.file as by_file,
  beyond.file_offset as by_file_offset, beyond.sha256 as by_sha256, crossings.estimated_at
from crossings join listings using (publisher, listing)
left join captures as below on below.capture = crossings.after_capture
left join captures as beyond on beyond.capture = crossings.by_capture
where crossings.threshold = $threshold and listings.platform is not null
order by crossings.after_at is null, crossings.by_at desc, listings.platform, crossings.number desc
