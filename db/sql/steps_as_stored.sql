-- Which timelines does the database hold?
select publisher, complaint, step, event, happened_at, capture from complaint_steps
