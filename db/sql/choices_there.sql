-- Which publisher's issues and which statuses occur among complaints against watched platforms, the most frequent first?
with watched as (
  select complaints.issue, complaints.status from complaints join listings using (publisher, listing)
  where listings.platform is not null
),
found as (
  select 'issue' as kind, unnest(string_split(issue, ',')) as choice from watched where issue <> ''
  union all
  select 'status' as kind, status as choice from watched
)
select kind, choice, count(*) as complaints from found group by all order by kind, complaints desc, choice
