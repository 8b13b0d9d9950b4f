-- What did each watched platform's listing last state, when was it read, and which receipt stands behind it?
-- A platform that was never read has a row without numbers. `finished_at` is this machine's clock, `read_at` the
-- publisher's; a page that was brought by hand is as old as its saving.
with latest as (
  select counts.publisher, counts.listing, counts.read_at, counts.total, counts.replied, counts.completed,
    counts.last_30_days, counts.is_revision, counts.capture, counts.refresh
  from counts join listings using (publisher, listing)
  where listings.platform is not null
  qualify row_number() over (
    partition by counts.publisher, counts.listing order by counts.read_at desc, counts.capture desc
  ) = 1
),
finished as (
  select refresh, publisher, source, max(finished_at) as finished_at
  from refreshes where outcome = 'ok' group by all
),
held as (select publisher, listing, max(read_at) as held_at from waiting group by all)
select platforms.platform, platforms.name_zh_hans, platforms.name_zh_hant, platforms.name_en,
  platforms.group_name, platforms.kind, listings.publisher, listings.listing, listings.title,
  latest.read_at, latest.total, latest.replied, latest.completed, latest.last_30_days, latest.is_revision,
  case when captures.is_by_hand then latest.read_at else finished.finished_at end as finished_at,
  coalesce(held.held_at > latest.read_at, held.held_at is not null) as is_held,
  captures.source, captures.url, captures.fetched_at, captures.file, captures.file_offset, captures.file_length,
  captures.sha256, captures.parser_version, captures.is_by_hand,
  decisions.decided_at as accepted_at, decisions.note as accepted_note
from platforms
left join listings on listings.platform = platforms.platform
left join latest on latest.publisher = listings.publisher and latest.listing = listings.listing
left join captures on captures.capture = latest.capture
left join finished on finished.refresh = latest.refresh and finished.publisher = latest.publisher
  and finished.source = captures.source
left join decisions on decisions.publisher = latest.publisher and decisions.listing = latest.listing
  and decisions.capture = latest.capture and decisions.decision = 'accepted'
left join held on held.publisher = listings.publisher and held.listing = listings.listing
order by latest.total desc nulls last, platforms.position, listings.listing
