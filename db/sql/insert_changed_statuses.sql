-- The status of complaints never seen before, and of those that moved on since they were last seen.
insert into complaint_statuses
select incoming.publisher, incoming.complaint, incoming.status, incoming.last_seen_at, incoming.capture
from incoming left join complaints using (publisher, complaint)
where complaints.complaint is null
  or (complaints.status <> incoming.status and complaints.last_seen_at <= incoming.last_seen_at)
