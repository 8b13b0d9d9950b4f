-- Which captures are in an evidence file, and did the refresh they belong to publish what it read, and when was it stored?
-- Refreshes are told in the order in which they were stored, also where the clock of this machine was set back.
with stored as (
  select refresh, source, outcome, max(finished_at) over (order by rowid) + to_microseconds(rowid) as stored_at
  from refreshes
)
select captures.capture, captures.publisher, captures.source, captures.url, captures.fetched_at, captures.file,
  captures.file_offset, captures.file_length, captures.sha256, captures.refresh,
  coalesce(stored.outcome <> 'failed', false) as is_published, stored.stored_at
from captures left join stored using (refresh, source)
where captures.file = $file
order by captures.file_offset
