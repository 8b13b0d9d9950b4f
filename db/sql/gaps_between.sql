-- In which stretches between two moments may complaints have been missed? The latest first.
select publisher, source, after_at, before_at, reason from coverage_gaps
where before_at >= $since and after_at <= $until
order by before_at desc, after_at desc
