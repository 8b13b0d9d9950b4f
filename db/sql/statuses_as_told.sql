-- Through which statuses did each complaint go by the evidence? Of the time before statuses were kept, the last one alone.
with began as (select migrated_at from schema_versions where version = 3)
select publisher, complaint, read_at as seen_at, status, capture
from tellings cross join began
where is_taken
window telling as (partition by publisher, complaint order by stored_at)
qualify case
  when stored_at >= migrated_at then status is distinct from lag(status) over telling
  else coalesce(lead(stored_at) over telling >= migrated_at, true)
end
