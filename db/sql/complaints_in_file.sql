-- Which complaints have their present values from an evidence file?
select complaints.capture, complaints.complaint, complaints.title, complaints.issue, complaints.claim,
  complaints.amount_cny, complaints.status, complaints.posted_at, complaints.excerpt, complaints.url
from complaints join captures using (capture)
where captures.file = $file
