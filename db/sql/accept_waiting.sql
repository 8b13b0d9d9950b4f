-- Publish the waiting number of a ticket as a count, with the same receipt.
insert into counts by name
select publisher, listing, read_at, total::bigint as total, replied::bigint as replied, completed::bigint as completed,
  last_30_days::bigint as last_30_days,
  coalesce(total::bigint < (
    select arg_max(counts.total, counts.read_at) from counts
    where counts.publisher = waiting.publisher and counts.listing = waiting.listing
  ), false) as is_revision,
  capture, refresh
from waiting where ticket = $ticket
