-- How many complaint pages were asked for since a moment?
select count(*) as pages from captures
where publisher = $publisher and source = 'complaints' and fetched_at >= $since and not is_by_hand
