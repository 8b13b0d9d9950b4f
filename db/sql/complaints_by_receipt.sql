-- How many complaints did each refresh bring, by the receipts?
select refreshes.refresh, refreshes.source, count(distinct told_complaints.complaint)::integer as complaints
from refreshes left join told_complaints using (refresh, source)
where refreshes.outcome <> 'failed'
  and (refreshes.refresh, refreshes.source) not in (select (refresh, source) from captures semi join unread using (capture))
group by all
