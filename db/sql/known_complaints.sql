-- Which complaints were posted last of those we know, and when? The feed shows visitors no more than 500.
select complaint, posted_at from complaints
where publisher = $publisher
order by posted_at desc limit 1000
