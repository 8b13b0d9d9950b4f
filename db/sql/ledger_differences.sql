-- Which refreshes say they stored another number of rows than is there? (A torn write-ahead log loses rows silently.)
-- What a person accepted later is a count that the refresh did not store.
with stored as (
  select counts.refresh, captures.source, count(*) as rows_there, 'counts' as kind
  from counts join captures using (capture)
  anti join (select publisher, listing, capture from decisions where decision = 'accepted') as accepted
    on accepted.publisher = counts.publisher and accepted.listing = counts.listing
    and accepted.capture = counts.capture
  group by all
  union all
  select quarantine.refresh, captures.source, count(*), 'quarantine'
  from quarantine join captures using (capture) group by all
),
said as (
  select refresh, source, counts as rows_said, 'counts' as kind from refreshes
  union all
  select refresh, source, quarantined, 'quarantine' from refreshes
)
select said.refresh, said.source, said.kind, said.rows_said, coalesce(stored.rows_there, 0) as rows_there
from said left join stored using (refresh, source, kind)
where said.rows_said <> coalesce(stored.rows_there, 0)
order by all
