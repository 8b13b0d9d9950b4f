-- Which complaints were classified by a version of the rules, and what do they say? One without any category was, too,
-- where all others were.
with classified as (
  select publisher, complaint, max(rules_version) as rules_version from complaint_categories group by all
)
select complaints.publisher, complaints.complaint, complaints.title, complaints.issue, complaints.claim,
  complaints.excerpt
from complaints left join classified using (publisher, complaint)
where coalesce(classified.rules_version, (select min(rules_version) from complaint_categories)) = $rules_version
order by complaints.publisher, complaints.complaint
