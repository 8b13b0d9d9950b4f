-- How many complaints does each category hold?
select category, count(*) as complaints from complaint_categories group by category order by category
