-- What did people decide about numbers in quarantine, the latest first?
select decisions.publisher, decisions.listing, quarantine.title, decisions.decision, quarantine.total,
  quarantine.reason, quarantine.read_at, decisions.decided_at, decisions.decided_by, decisions.note
from decisions left join quarantine using (publisher, listing, capture)
order by decisions.decided_at desc, quarantine.read_at desc limit $most
