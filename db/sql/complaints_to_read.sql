-- Complaints against a watched platform's company whose page should be read next: never read first, then those still
-- open whose page was read before `$stale_before`.
select complaints.complaint, complaints.url, complaints.listing
from complaints
left join captures as page on page.capture = complaints.page_capture
where complaints.publisher = $publisher
  and split_part(complaints.listing, '/', 1) in (
    select split_part(listing, '/', 1) from listings where publisher = $publisher and platform is not null
  )
  and (
    complaints.page_capture is null
    or (complaints.status not in ('completed', 'closed') and page.fetched_at < $stale_before)
  )
order by complaints.page_capture is null desc, complaints.posted_at desc
limit $most
