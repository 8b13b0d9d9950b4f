-- Which rows name a capture that is not there, or a refresh that is not there?
with named as (
  select 'counts' as kind, concat_ws(' ', publisher, listing, 'read at', read_at) as key, capture from counts
  union all
  select 'quarantine', concat_ws(' ', publisher, listing, 'read at', read_at), capture from quarantine
  union all
  select 'complaints', concat_ws(' ', publisher, complaint), unnest([capture, page_capture]) from complaints
  union all
  select 'complaint_statuses', concat_ws(' ', publisher, complaint, 'seen at', seen_at), capture from complaint_statuses
  union all
  select 'complaint_steps', concat_ws(' ', publisher, complaint, 'step', step), capture from complaint_steps
)
select kind, key, 'capture' as named_column, capture as named from named anti join captures using (capture)
where capture is not null
union all
select 'captures', capture, 'refresh', refresh from captures anti join refreshes using (refresh, source)
union all
select 'counts', concat_ws(' ', publisher, listing), 'listing', listing
from (select distinct publisher, listing from counts) anti join listings using (publisher, listing)
union all
select 'complaint_categories', concat_ws(' ', publisher, complaint, category), 'complaint', complaint
from complaint_categories anti join complaints using (publisher, complaint)
order by all
