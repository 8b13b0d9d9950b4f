-- Of which publishers was anything ever asked?
select distinct publisher from refreshes order by publisher
