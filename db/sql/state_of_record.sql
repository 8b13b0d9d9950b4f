-- Up to when were counts and complaints read, and by which version of the rules are complaints in categories?
select (select max(read_at) from counts) as counts_until, (select max(posted_at) from complaints) as complaints_until,
  (select max(rules_version) from complaint_categories) as rules_version
