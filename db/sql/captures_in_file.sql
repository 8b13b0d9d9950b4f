-- Which captures are in an evidence file, and did the refresh they belong to publish what it read?
select captures.capture, captures.publisher, captures.source, captures.url, captures.fetched_at, captures.file,
  captures.file_offset, captures.file_length, captures.sha256, captures.refresh,
  coalesce(refreshes.outcome = 'ok', false) as is_published
from captures left join refreshes using (refresh, source)
where captures.file = $file
order by captures.file_offset
