-- Which watched platforms crossed a line, and between which readings? The latest first; those first read beyond it last.
select listings.platform, crossings.publisher, crossings.listing, crossings.after_at, crossings.by_at,
  crossings.estimated_at, crossings.is_revised, crossings.is_accepted
from crossings join listings using (publisher, listing)
where crossings.threshold = $threshold and listings.platform is not null
order by crossings.after_at is null, crossings.by_at desc, listings.platform
