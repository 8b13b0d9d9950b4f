-- How many complaints a day did each watched total draw in each of the twelve weeks before its latest reading?
-- Between the last readings up to each week's two ends, over the time that really lies between them; nothing where
-- one of them is more than three days older than asked for, and nothing across a revision. `weeks_ago` 0 is the last.
with watched as (
  select counts.publisher, counts.listing, counts.read_at, counts.total, counts.is_revision
  from counts join listings using (publisher, listing)
  where listings.platform is not null
),
ends as (
  select publisher, listing, weeks, max(read_at) - to_days(7 * weeks::integer) as wanted_at
  from watched cross join range(13) as spans (weeks) group by publisher, listing, weeks
),
found as (
  select ends.publisher, ends.listing, ends.weeks, ends.wanted_at, watched.read_at, watched.total
  from ends asof join watched
    on watched.publisher = ends.publisher and watched.listing = ends.listing and ends.wanted_at >= watched.read_at
  where watched.read_at >= ends.wanted_at - interval 3 day
)
select later.publisher, later.listing, later.weeks as weeks_ago,
  (later.total - earlier.total) / (date_diff('second', earlier.read_at, later.read_at) / 86400.0) as rate
from found as later join found as earlier
  on earlier.publisher = later.publisher and earlier.listing = later.listing and earlier.weeks = later.weeks + 1
where earlier.read_at < later.read_at and not exists (
  select 1 from watched
  where watched.publisher = later.publisher and watched.listing = later.listing and watched.is_revision
    and watched.read_at > earlier.read_at and watched.read_at <= later.read_at
)
order by later.publisher, later.listing, weeks_ago desc
