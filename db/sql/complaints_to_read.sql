-- Complaints against a watched platform's company whose page should be read next: never asked for first, then those
-- still open. A page asked for since `$asked_before` is left alone, also if it was gone then.
with asked as (
  select regexp_extract(url, '/complaint/view/(\d+)', 1) as complaint, max(fetched_at) as asked_at
  from captures where publisher = $publisher and source = 'complaints'
  group by all
)
select complaints.complaint, complaints.url, complaints.listing
from complaints left join asked using (complaint)
where complaints.publisher = $publisher
  and split_part(complaints.listing, '/', 1) in (
    select split_part(listing, '/', 1) from listings where publisher = $publisher and platform is not null
  )
  and (asked.asked_at is null or asked.asked_at < $asked_before)
  and (asked.asked_at is null or complaints.status not in ('completed', 'closed'))
order by asked.asked_at is null desc, complaints.posted_at desc
limit $most
