-- Which numbers read from an evidence file wait in quarantine?
select quarantine.capture, quarantine.publisher, quarantine.refresh, quarantine.listing, quarantine.title,
  quarantine.read_at, quarantine.total, quarantine.replied, quarantine.completed, quarantine.last_30_days,
  quarantine.reason, quarantine.detail
from quarantine join captures using (capture)
where captures.file = $file
