-- Who added or removed which line, and when? The latest first.
select threshold, change, changed_at, changed_by, measure, category, line, scope
from threshold_changes order by changed_at desc, threshold
