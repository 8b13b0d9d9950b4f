-- Which evidence files does the database point into?
select distinct file from captures order by file
