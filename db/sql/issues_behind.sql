-- Which of the publisher's own labels do the chosen complaints of a category carry, and what does each stand for with us?
with carried as (
  select complaints.publisher, unnest(string_split(complaints.issue, ',')) as issue
  from chosen join complaint_categories using (publisher, complaint) join complaints using (publisher, complaint)
  where chosen.is_chosen and complaint_categories.category = $category and complaints.issue <> ''
)
select carried.issue, any_value(issue_labels.category) as category, count(*) as complaints
from carried left join issue_labels using (publisher, issue)
group by carried.issue order by complaints desc, carried.issue
