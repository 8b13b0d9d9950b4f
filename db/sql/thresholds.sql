-- Which lines are there, the removed ones included, and how many listings have crossed each? The one at 100,000 first.
select threshold, measure, line, scope, since_at, category, name_zh_hans, name_zh_hant, name_en, removed_at,
  (
    select count(distinct (crossings.publisher, crossings.listing)) from crossings
    where crossings.threshold = thresholds.threshold
  ) as listings
from thresholds
order by threshold <> 'total_100k', removed_at is not null, measure, line, threshold
