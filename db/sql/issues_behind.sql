-- Which of the publisher's own labels do the chosen complaints carry, and what does each stand for with us?
with together as (select publisher, issue, count(*) as complaints from chosen where issue <> '' group by all),
carried as (select publisher, unnest(string_split(issue, ',')) as issue, complaints from together)
select carried.issue, any_value(issue_labels.category) as category, sum(carried.complaints)::bigint as complaints
from carried left join issue_labels using (publisher, issue)
group by carried.issue order by complaints desc, carried.issue
