-- Which of the publisher's own issue labels have no meaning for us, how many complaints carry each, and since when?
with carried as (
  select publisher, unnest(string_split(issue, ',')) as issue, first_seen_at from complaints where issue <> ''
)
select publisher, issue, count(*) as complaints, min(first_seen_at) as first_seen_at
from carried join issue_labels using (publisher, issue)
where issue_labels.category is null
group by all order by complaints desc, issue limit $most
