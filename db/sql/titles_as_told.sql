-- What did the publisher call each listing at its newest reading? A reading that waits for another reason than its title
-- or its form named it too.
with named as (
  select publisher, listing, read_at, title, capture from told_titles
  union all
  select publisher, listing, read_at, title, capture from quarantine
  where reason not in (
    'unreadable', 'unreadable_title', 'rounded', 'unusual_form', 'title_changed', 'title_moved', 'ambiguous_title',
    'claimed_twice', 'older'
  )
)
select publisher, listing, arg_max(title, read_at) as title, arg_max(capture, read_at) as capture
from named semi join counts using (publisher, listing)
where (publisher, listing) not in (
  select (publisher, listing) from counts where capture in (from unread) or capture not in (select capture from captures)
)
group by publisher, listing
