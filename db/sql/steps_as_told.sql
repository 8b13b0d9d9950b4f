-- Which timelines does the evidence tell? The page stored last replaced the ones before.
select publisher, complaint, step, event, happened_at, capture from told_steps
qualify stored_at = max(stored_at) over (partition by publisher, complaint)
