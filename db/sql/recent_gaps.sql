-- Between which moments may we have missed complaints?
select publisher, source, after_at, before_at, reason from coverage_gaps
order by before_at desc limit $most
