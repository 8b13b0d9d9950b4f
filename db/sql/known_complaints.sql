-- Which complaints were posted last of those we know, and when? The feed shows visitors no more than 500.
select complaint, posted_at from complaints
where publisher = $publisher and capture not in (select capture from captures where is_by_hand)
order by posted_at desc limit 1000
