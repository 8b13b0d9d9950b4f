-- Which crossings and milestones, and which revisions of them, are news? Each is stored once, by its key. It is a
-- backfill, which nobody is told, if it became known late: for a line added or removed since, from an earlier refresh's
-- reading, or from a page that was saved by hand.
insert into events by name
with past as (
  select crossings.*, thresholds.line, thresholds.since_at, thresholds.removed_at
  from crossings join thresholds using (threshold)
  union all by name
  select milestones.*, 'milestone_' || line as threshold, (select min(since_at) from thresholds) as since_at
  from milestones
),
news as (
  select past.*, unnest(case when is_revised then [false, true] else [false] end) as is_correction,
    coalesce(captures.is_by_hand, false) as is_by_hand
  from past left join captures on captures.capture = past.by_capture
),
named as (
  select news.*,
    case
      when is_correction then 'correction_below'
      when after_at is null then 'initial_above'
      when number > 1 then 're_crossing'
      when starts_with(threshold, 'milestone_') then 'milestone'
      else 'first_crossing'
    end as kind,
    case when is_correction then $read_at::timestamptz else by_at end as happened_at,
    concat_ws(
      ':', case when is_correction then 'correction' else 'crossing' end, threshold, publisher, listing, number
    ) as event
  from news
)
select event, kind, 'public' as audience, threshold, publisher, listing, happened_at, now() as noticed_at,
  $refresh as refresh,
  removed_at is not null or happened_at < since_at
    or (not is_correction and (is_by_hand or refresh <> $refresh)) as is_backfill,
  to_json({
    line: line, after_at: after_at, after_value: after_value, by_at: by_at, by_value: by_value,
    estimated_at: estimated_at, number: number, is_accepted: is_accepted
  }) as facts
from named
where event not in (select events.event from events)
