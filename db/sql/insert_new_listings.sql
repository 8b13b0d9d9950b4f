-- Listings that are not there, or no longer.
insert into listings by name
select publisher, listing, title, platform from incoming
anti join listings using (publisher, listing)
