-- A complaint seen again: its newest values; what only a complaint page says stays where the feed is silent, and the
-- feed's time to the second stays where the page only says the minute.
update complaints set
  listing = case when incoming.service is null and complaints.service is not null
    then complaints.listing else incoming.listing end,
  service = coalesce(incoming.service, complaints.service),
  title = incoming.title, issue = incoming.issue, claim = incoming.claim,
  amount_cny = incoming.amount_cny, status = incoming.status,
  posted_at = case when date_trunc('minute', complaints.posted_at) = incoming.posted_at
    then complaints.posted_at else incoming.posted_at end,
 
  last_seen_at = incoming.last_seen_at, capture = incoming.capture, excerpt = incoming.excerpt, url = incoming.url,
  page_capture = coalesce(incoming.page_capture, complaints.page_capture)
from incoming
where complaints.publisher = incoming.publisher and complaints.complaint = incoming.complaint
  and complaints.last_seen_at <= incoming.last_seen_at
