-- Which platforms are watched, at which listings, and whose numbers of users are cited? `in_all`: how many rows.
select platforms.platform, platforms.name_zh_hans, platforms.name_zh_hant, platforms.name_en, platforms.group_name,
  platforms.kind, platforms.users_millions, platforms.users_as_of, platforms.users_source, listings.publisher,
  listings.listing, listings.title, count(*) over () as in_all
from platforms left join listings on listings.platform = platforms.platform
where len($platforms::varchar[]) = 0 or list_contains($platforms::varchar[], platforms.platform)
order by platforms.position, platforms.platform, listings.listing
limit $at_most offset $skip
