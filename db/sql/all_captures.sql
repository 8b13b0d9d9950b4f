-- Which answers were kept, where and with which hash, the latest first? Fetched within days. `in_all`: of how many.
select capture, publisher, source, url, http_status, fetched_at, file, file_offset, file_length, sha256, parser_version,
  is_by_hand, refresh, count(*) over () as in_all
from captures
where coalesce((fetched_at at time zone 'Asia/Shanghai')::date >= $since::date, true)
  and coalesce((fetched_at at time zone 'Asia/Shanghai')::date <= $until::date, true)
order by fetched_at desc, capture
limit $at_most offset $skip
