-- How many complaints are chosen?
select count(*) as complaints from chosen
