-- Which complaints does the evidence tell of, and what follows from all its tellings of each?
select publisher, complaint, arg_min(read_at, stored_at) as first_seen_at, arg_max(read_at, stored_at) as last_seen_at,
  arg_max(capture, stored_at) as capture, arg_max(service, stored_at) as service,
  arg_max(capture, stored_at) filter (where is_page) as page_capture,
  coalesce(arg_max(company, stored_at) filter (where service is not null), arg_max(company, stored_at)) as company
from tellings where is_taken
group by publisher, complaint
