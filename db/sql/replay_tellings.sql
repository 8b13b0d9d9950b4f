-- In which order did the evidence tell of each complaint, and which tellings count? One older than what was known does not.
create or replace table tellings as
with once as (
  from told_complaints
  qualify row_number() over (partition by refresh, source, publisher, complaint order by read_at, file_offset) = 1
)
from once
select stored_at, refresh, source, capture, publisher, complaint, read_at, company, service, status, is_page,
  coalesce(read_at >= max(read_at) over earlier, true) as is_taken
window earlier as (
  partition by publisher, complaint order by stored_at rows between unbounded preceding and 1 preceding
)
