-- How did the latest refreshes go, each whole: when, begun by whom, with what cost and what came of it?
with warned as (select refresh, count(*) as warnings from warnings group by all),
rounds as (
  select refresh, min(started_at) as started_at, max(finished_at) as finished_at, max(started_by) as started_by,
    bool_or(is_by_hand) as is_by_hand, list(source order by finished_at) as sources,
    sum(requests)::bigint as requests, sum(counts + complaints)::bigint as stored,
    sum(quarantined)::bigint as quarantined,
    list({source: source, error: error, detail: detail} order by finished_at) filter (where error is not null) as errors
  from refreshes group by refresh order by finished_at desc, refresh limit $most
)
select rounds.*, coalesce(warnings, 0) as warnings
from rounds left join warned using (refresh)
order by finished_at desc, refresh
