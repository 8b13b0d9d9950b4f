-- Which are the chosen complaints (of one category, or of any), the latest first, and on which receipts do they stand?
with about as (
  select publisher, complaint, string_agg(category, ',' order by category) as categories,
    bool_or(category = $category) as is_of_category
  from complaint_categories group by all
)
select chosen.publisher, chosen.complaint, chosen.platform, complaints.title, complaints.issue, about.categories,
  chosen.status, complaints.amount_cny, complaints.service, chosen.posted_at, complaints.last_seen_at, complaints.url,
  captures.file, captures.file_offset, captures.sha256
from chosen join complaints using (publisher, complaint) left join about using (publisher, complaint)
left join captures on captures.capture = complaints.capture
where chosen.is_chosen and ($category::varchar is null or coalesce(about.is_of_category, false))
order by chosen.posted_at desc, chosen.complaint desc limit $at_most
