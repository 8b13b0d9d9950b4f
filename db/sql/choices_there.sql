-- Which publisher's issues and which statuses occur among complaints against watched platforms, the most frequent first?
with watched as (
  select complaints.issue, complaints.status, count(*) as complaints
  from complaints join listings using (publisher, listing)
  where listings.platform is not null group by all
),
found as (
  select 'issue' as kind, unnest(string_split(issue, ',')) as choice, complaints from watched where issue <> ''
  union all
  select 'status' as kind, status as choice, complaints from watched
)
select kind, choice, sum(complaints)::bigint as complaints from found group by all order by kind, complaints desc, choice
