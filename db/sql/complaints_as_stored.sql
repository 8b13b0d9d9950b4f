-- Which complaints does the database hold, and what does it say of each beside its texts?
select publisher, complaint, first_seen_at, last_seen_at, capture, service, page_capture,
  split_part(listing, '/', 1) as company
from complaints
