-- When did a watched platform's pace change, from how many complaints a day to how many? What is worth a look.
select listings.platform, pace_changes.publisher, pace_changes.listing, pace_changes.changed_on,
  pace_changes.direction, pace_changes.rate_before, pace_changes.rate_after
from pace_changes join listings using (publisher, listing)
where pace_changes.rule = 'z' and listings.platform is not null
order by pace_changes.changed_on, listings.platform, pace_changes.listing
