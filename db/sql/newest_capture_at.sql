-- When was the newest answer of a publisher fetched, by the clock it was fetched under?
select max(fetched_at) as fetched_at from captures where publisher = $publisher
