-- Which of the publisher's own issue labels have no meaning for us, and how many complaints carry each?
with carried as (
  select publisher, unnest(string_split(issue, ',')) as issue from complaints where issue <> ''
)
select publisher, issue, count(*) as complaints
from carried join issue_labels using (publisher, issue)
where issue_labels.category is null
group by all order by complaints desc, issue limit $most
