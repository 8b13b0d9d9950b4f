-- How well did forecasts of first crossings do? The last of each day counts, held against the estimated day.
-- `overdue`: nothing has crossed, though the interval is over by the latest reading.
with daily as (
  select threshold, publisher, listing, read_at, low_on, middle_on, high_on,
    (read_at at time zone 'Asia/Shanghai')::date as read_on
  from forecasts where reason is null
  qualify row_number() over (partition by threshold, publisher, listing, read_on order by read_at desc, made_at desc) = 1
),
held as (
  select daily.*, (crossings.estimated_at at time zone 'Asia/Shanghai')::date as reached_on,
    (select max(read_at at time zone 'Asia/Shanghai')::date from counts) as now_on
  from daily left join crossings
    on crossings.threshold = daily.threshold and crossings.publisher = daily.publisher
    and crossings.listing = daily.listing and crossings.number = 1 and crossings.by_at > daily.read_at
)
select count(reached_on) as scored,
  count(*) filter (
    reached_on between coalesce(low_on, read_on + 181) and coalesce(high_on, date '9999-12-31')
  ) as inside,
  avg(abs(reached_on - middle_on)) as error_days,
  count(*) filter (reached_on is null and high_on < now_on) as overdue
from held
