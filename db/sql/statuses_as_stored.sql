-- Through which statuses does the database say each complaint went?
select publisher, complaint, seen_at, status, capture from complaint_statuses
