-- What have others reported about the platforms we watch? From `low` to `high`, or at least `low`.
select reported_counts.platform, reported_counts.reported_on, reported_counts.low, reported_counts.high,
  reported_counts.citation
from reported_counts join platforms using (platform)
order by platforms.position, reported_counts.reported_on desc nulls last, reported_counts.low desc
