-- What is a line, by its short name?
select threshold, measure, line, scope, since_at, category, name_zh_hans, name_zh_hant, name_en, removed_at
from thresholds where threshold = $threshold
