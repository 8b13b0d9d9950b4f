-- Where do the publisher's two counters disagree lastingly? The rise of a total over 30 days should be what it states as
-- its last 30 days: off by more than 10 % (and more than 30) in every reading of the last three days, and in two at least.
with watched as (
  select listings.platform, listings.title, counts.publisher, counts.listing, counts.read_at, counts.total,
    counts.last_30_days
  from counts join listings using (publisher, listing)
  where listings.platform is not null
),
latest as (select publisher, listing, max(read_at) as latest_at from watched group by all),
recent as (
  select watched.platform, watched.title, watched.publisher, watched.listing, watched.read_at, watched.total,
    watched.last_30_days, watched.read_at - interval 30 days as wanted_at
  from watched join latest using (publisher, listing)
  where watched.read_at >= latest.latest_at - interval 3 days
),
held_against as (
  select recent.platform, recent.title, recent.publisher, recent.listing, recent.read_at, recent.last_30_days,
    recent.total - before.total as rise
  from recent asof join watched as before
    on before.publisher = recent.publisher and before.listing = recent.listing
    and recent.wanted_at + interval 1 hour >= before.read_at
  where before.read_at >= recent.wanted_at - interval 1 day
)
select platform, title, publisher, listing, min(read_at) as since_at, max(read_at) as read_at,
  arg_max(rise, read_at) as rise, arg_max(last_30_days, read_at) as last_30_days, count(*) as readings
from held_against
group by all
having count(*) >= 2 and bool_and(abs(rise - last_30_days) > greatest(0.1 * last_30_days, 30))
order by abs(arg_max(rise, read_at) - arg_max(last_30_days, read_at)) desc
