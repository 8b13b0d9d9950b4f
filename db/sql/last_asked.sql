-- When did a refresh last end that asked anything of anybody?
select max(finished_at) as asked_at from refreshes
where requests > 0 and not is_by_hand
