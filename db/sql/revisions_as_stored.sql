-- Which counts does the database call revisions?
select publisher, listing, read_at, is_revision, capture from counts
