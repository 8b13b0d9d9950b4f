-- What have others reported about watched platforms, as cited? `in_all`: how many rows.
select reported_counts.platform, reported_counts.reported_on, reported_counts.low, reported_counts.high,
  reported_counts.citation, count(*) over () as in_all
from reported_counts join platforms using (platform)
where (len($platforms::varchar[]) = 0 or list_contains($platforms::varchar[], reported_counts.platform))
  and coalesce(reported_counts.reported_on >= $since::date, true)
  and coalesce(reported_counts.reported_on <= $until::date, true)
order by platforms.position, reported_counts.reported_on desc nulls last, reported_counts.low desc, reported_counts.citation
limit $at_most offset $skip
