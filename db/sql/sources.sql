-- How did the last refresh of each source go, when did it last go well, and how often has it failed since?
-- One that a person cancelled says nothing about the source.
with attempts as (
  select publisher, source, refresh, started_at, finished_at, outcome, error, detail, counts, complaints, quarantined,
    max(finished_at) filter (where outcome <> 'failed') over (partition by publisher, source) as good_at
  from refreshes
  where not is_by_hand and error is distinct from 'CancelledError'
)
select publisher, source, refresh, started_at, finished_at, outcome, error, detail, counts, complaints, quarantined,
  good_at,
  count(*) filter (where outcome = 'failed' and finished_at > coalesce(good_at, '-infinity'))
    over (partition by publisher, source) as failures
from attempts
qualify row_number() over (partition by publisher, source order by finished_at desc, refresh desc) = 1
order by publisher, source
