-- Which are the chosen complaints, the latest first, and on which receipts do they stand?
with picked as (
  select publisher, complaint, platform, status, posted_at from chosen
  order by posted_at desc, complaint desc limit $at_most offset $skip
),
about as (
  select publisher, complaint, array_to_string(list_sort(list(category)), ',') as categories
  from complaint_categories semi join picked using (publisher, complaint) group by all
)
select picked.publisher, picked.complaint, picked.platform, complaints.title, complaints.issue, about.categories,
  picked.status, complaints.amount_cny, complaints.service, picked.posted_at, complaints.last_seen_at, complaints.url,
  captures.file, captures.file_offset, captures.sha256
from picked join complaints using (publisher, complaint) left join about using (publisher, complaint)
left join captures on captures.capture = complaints.capture
order by picked.posted_at desc, picked.complaint desc
