-- How many of the chosen complaints did each week (from Monday, by the publisher's calendar) bring in each category, of how many?
-- A week without any has its row of noughts. `days` of the week lie between the first and the last complaint read.
with bounds as (
  select greatest(min(posted_on), coalesce($since::date, min(posted_on))) as first_on,
    least(max(posted_on), coalesce($until::date, max(posted_on))) as last_on
  from days where is_platform
),
weeks as (
  select unnest(generate_series(date_trunc('week', first_on), last_on, interval 7 day))::date as week_on, first_on, last_on
  from bounds where first_on <= last_on
),
of_week as (
  select date_trunc('week', posted_on)::date as week_on, sum(complaints)::bigint as week_complaints
  from days where category is null and is_compared and is_platform group by all
),
of_cell as (
  select date_trunc('week', posted_on)::date as week_on, category, sum(complaints)::bigint as complaints
  from days where category is not null and is_chosen group by all
),
categories_there as (select distinct category from of_cell)
select weeks.week_on, categories_there.category, coalesce(of_cell.complaints, 0) as complaints,
  coalesce(of_week.week_complaints, 0) as week_complaints,
  date_diff('day', greatest(weeks.week_on, weeks.first_on), least(weeks.week_on + 6, weeks.last_on)) + 1 as days
from weeks cross join categories_there
left join of_week using (week_on) left join of_cell using (week_on, category)
order by weeks.week_on, categories_there.category
