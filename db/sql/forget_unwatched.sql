-- Listings of platforms that left the watchlist are kept, as listings nobody watches.
update listings set platform = null
where platform is not null and platform not in (select platform from platforms)
