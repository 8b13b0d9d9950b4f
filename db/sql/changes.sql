-- By how much did each watched total change in the 1, 7 and 30 days before its latest reading?
-- Against the last reading at least that old (an hour less will do) and at most a day older; nothing where there is
-- none, and nothing across a revision, because what the publisher took back says nothing about what was added.
-- `base_at` is when that reading was: where it is more than an eighth of the span (a day at most) older than asked for, `is_as_asked` is
-- false, and a page must say `base_at` instead of the days.
with watched as (
  select counts.publisher, counts.listing, counts.read_at, counts.total, counts.is_revision
  from counts join listings using (publisher, listing)
  where listings.platform is not null
),
latest as (
  select publisher, listing, max(read_at) as read_at, arg_max(total, read_at) as total from watched group by all
),
asked as (
  select publisher, listing, read_at, total, days, read_at - to_days(days) as wanted_at
  from latest cross join (values (1), (7), (30)) as spans (days)
),
compared as (
  select asked.publisher, asked.listing, asked.days, asked.read_at, asked.wanted_at, asked.total,
    watched.read_at as base_at, watched.total as since_total
  from asked asof join watched
    on watched.publisher = asked.publisher and watched.listing = asked.listing
    and asked.wanted_at + interval 1 hour >= watched.read_at
)
select compared.publisher, compared.listing, compared.days, compared.base_at,
  compared.base_at >= compared.wanted_at - to_hours(least(24, 3 * compared.days)) as is_as_asked,
  compared.total - compared.since_total as change
from compared
where compared.base_at >= compared.wanted_at - interval 1 day
  and not exists (
    select 1 from watched
    where watched.publisher = compared.publisher and watched.listing = compared.listing and watched.is_revision
      and watched.read_at > compared.base_at and watched.read_at <= compared.read_at
  )
order by compared.publisher, compared.listing, compared.days
