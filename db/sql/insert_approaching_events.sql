-- Which listings came within 10 % of a line, or are expected to reach it within 180 days?
-- It is left again only below 88 % of the line with fewer than 30 % of the futures reaching it, three forecasts in a
-- row; one that could not be made changes nothing. What a forecast of over a week ago said is a backfill.
insert into events by name
with marked as (
  select forecasts.*, max(read_at) over about as latest_at,
    case
      when total >= line then null
      when total >= 0.9 * line or reason is null and middle_on is not null then 'near'
      when total < 0.88 * line and reason is null and share_within_180_days < 0.3 then 'far'
    end as mark
  from forecasts
  window about as (partition by threshold, publisher, listing)
),
held as (
  select marked.*, mark = 'far' and count(*) filter (where mark = 'far') over last_three = 3 as is_left
  from marked where mark is not null or reason is null
  window last_three as (
    partition by threshold, publisher, listing order by read_at, made_at rows between 2 preceding and current row
  )
),
entered as (
  select held.*,
    mark = 'near' and last_value(case when mark = 'near' then 'near' when is_left then 'left' end ignore nulls)
      over (earlier rows between unbounded preceding and 1 preceding) is distinct from 'near' as is_entry
  from held
  window earlier as (partition by threshold, publisher, listing order by read_at, made_at)
),
counted as (
  select entered.*, count(*) over (partition by threshold, publisher, listing order by read_at, made_at) as number
  from entered where is_entry
),
news as (
  select counted.*, concat_ws(':', 'approaching', threshold, publisher, listing, number) as event from counted
)
select event, 'approaching' as kind, 'public' as audience, threshold, publisher, listing, read_at as happened_at,
  $now as noticed_at, read_at < latest_at - interval 7 days as is_backfill,
  to_json({
    line: line, value: total, read_at: read_at, low_on: low_on, middle_on: middle_on, high_on: high_on
  }) as facts
from news
where event not in (select events.event from events)
