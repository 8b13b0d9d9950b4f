-- Which counts were read from an evidence file?
select counts.capture, counts.publisher, counts.refresh, counts.listing, counts.read_at, counts.total, counts.replied,
  counts.completed, counts.last_30_days
from counts join captures using (capture)
where captures.file = $file
