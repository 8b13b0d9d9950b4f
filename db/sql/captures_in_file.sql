-- Which captures are in an evidence file, and did the refresh they belong to publish what it read, and when was it stored?
select captures.capture, captures.publisher, captures.source, captures.url, captures.fetched_at, captures.file,
  captures.file_offset, captures.file_length, captures.sha256, captures.refresh,
  coalesce(refreshes.outcome <> 'failed', false) as is_published, refreshes.finished_at as stored_at
from captures left join refreshes using (refresh, source)
where captures.file = $file
order by captures.file_offset
