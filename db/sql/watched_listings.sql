-- Which listing is each watched platform pinned to, under which title?
select publisher, listing, title, platform from listings
where publisher = $publisher and platform is not null
