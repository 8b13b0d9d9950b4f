-- Which complaints were read from the feed most recently, and when was each posted?
select complaint, posted_at from complaints
where publisher = $publisher
order by posted_at desc limit 20000
