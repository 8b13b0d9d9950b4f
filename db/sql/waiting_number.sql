-- Which waiting number has a ticket, and which earlier ones of its listing wait with it?
select waiting.publisher, waiting.listing, waiting.title, waiting.read_at, waiting.total, waiting.replied,
  waiting.completed, waiting.last_30_days, waiting.reason, waiting.capture, waiting.refresh, waiting.ticket
from waiting semi join (select publisher, listing, read_at from waiting where ticket = $ticket) as asked
  on asked.publisher = waiting.publisher and asked.listing = waiting.listing and waiting.read_at <= asked.read_at
order by waiting.ticket = $ticket desc, waiting.read_at desc
