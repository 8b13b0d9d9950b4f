-- What if there were this one line on totals, and no other? On this connection only: it hides the lines that are stored.
create or replace temp table thresholds as
select 'own' as threshold, 'total' as measure, $line::bigint as line, 'all' as scope, now() as since_at,
  null::varchar as category, null::varchar as name_zh_hans, null::varchar as name_zh_hant, null::varchar as name_en,
  null::timestamptz as removed_at
