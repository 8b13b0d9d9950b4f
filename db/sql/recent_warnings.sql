-- What should a maintainer know although nothing failed? The same warning again is one row.
select publisher, source, warning, detail, min(warned_at) as first_at, max(warned_at) as last_at, count(*) as times
from warnings group by all
order by last_at desc, warning, detail limit $most
