-- Of which complaints can a receipt not be read, so that nobody can say what should be stored?
with named as (
  select publisher, complaint, unnest([capture, page_capture]) as capture from complaints
  union all
  select publisher, complaint, capture from complaint_statuses
  union all
  select publisher, complaint, capture from complaint_steps
)
select distinct publisher, complaint from named
where capture in (select capture from unread) or capture not in (select capture from captures)
