-- What does the database call each listing that was counted?
select publisher, listing, title from listings semi join counts using (publisher, listing)
where (publisher, listing) not in (
  select (publisher, listing) from counts where capture in (from unread) or capture not in (select capture from captures)
)
