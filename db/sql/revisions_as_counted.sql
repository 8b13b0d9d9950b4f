-- Which counts are below the one before, and so revisions?
select publisher, listing, read_at, coalesce(total < lag(total) over earlier, false) as is_revision
from counts
window earlier as (partition by publisher, listing order by read_at)
