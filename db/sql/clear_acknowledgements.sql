-- Which acknowledged events are over, or overtaken by a later one about the same line and listing?
update acknowledgements set cleared_at = $now
where cleared_at is null and exists (
  select 1 from events as told join events as later
    on later.event = told.event || ':over'
    or told.audience = 'public' and later.audience = 'public' and later.event <> told.event
      and later.publisher = told.publisher and later.listing = told.listing
      and later.threshold is not distinct from told.threshold
      and later.noticed_at > acknowledgements.acknowledged_at
  where told.event = acknowledgements.event
)
