-- Which numbers read from an evidence file wait in quarantine?
select quarantine.refresh, quarantine.listing
from quarantine join captures using (capture)
where captures.file = $file
