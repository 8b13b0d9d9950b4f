-- Which notices of maintainers stand now: beside which platform's numbers (`all`: everybody's), saying what?
select platform, sentence, changed_at, changed_by from notices
qualify row_number() over (partition by platform order by changed_at desc) = 1 and change = 'posted'
order by platform <> 'all', platform
