-- Listings whose title or platform is not as it was make room for what was read now.
delete from listings using incoming
where listings.publisher = incoming.publisher and listings.listing = incoming.listing
  and (listings.title, listings.platform) is distinct from (incoming.title, incoming.platform)
