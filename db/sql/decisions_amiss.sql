-- Which decisions and counts do not fit each other: an accepted number that is no count, or a count nobody accepted?
with held as (select distinct publisher, listing, capture, read_at from quarantine),
counted as (select publisher, listing, capture from counts),
accepted as (select publisher, listing, capture from decisions where decision = 'accepted')
select concat_ws(' ', publisher, listing, 'in', capture) as key, decision as decided,
  'about no number in quarantine' as said
from decisions anti join held using (publisher, listing, capture)
union all
select concat_ws(' ', publisher, listing, 'in', capture), 'accepted', 'but is no count'
from accepted anti join counted using (publisher, listing, capture)
union all
select concat_ws(' ', publisher, listing, 'in', capture), 'a count', 'but waits in quarantine, and nobody accepted it'
from held semi join counted using (publisher, listing, capture) anti join accepted using (publisher, listing, capture)
union all
select concat_ws(' ', publisher, listing, 'in', capture), 'decided', 'more than once'
from decisions group by publisher, listing, capture having count(*) > 1
order by all
