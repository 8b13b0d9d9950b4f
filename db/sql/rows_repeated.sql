-- Which rows are there more than once although each can be there once only?
select 'captures' as kind, capture as key, count(*) as times from captures group by all having count(*) > 1
union all
select 'listings', concat_ws(' ', publisher, listing), count(*) from listings
group by publisher, listing having count(*) > 1
union all
select 'counts', concat_ws(' ', publisher, listing, 'read at', read_at), count(*) from counts
group by publisher, listing, read_at having count(*) > 1
union all
select 'complaints', concat_ws(' ', publisher, complaint), count(*) from complaints
group by publisher, complaint having count(*) > 1
union all
select 'complaint_statuses', concat_ws(' ', publisher, complaint, 'seen at', seen_at), count(*) from complaint_statuses
group by publisher, complaint, seen_at, capture having count(*) > 1
union all
select 'complaint_steps', concat_ws(' ', publisher, complaint, 'step', step), count(*) from complaint_steps
group by publisher, complaint, step having count(*) > 1
union all
select 'complaint_categories', concat_ws(' ', publisher, complaint, category), count(*) from complaint_categories
group by publisher, complaint, category having count(*) > 1
order by all
