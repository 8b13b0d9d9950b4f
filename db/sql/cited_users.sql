-- How many users do platforms have, by whose account, and when was that?
select platform, users_millions, users_as_of, users_source
from platforms where users_millions > 0 order by position
