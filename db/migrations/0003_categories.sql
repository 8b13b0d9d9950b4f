-- The statuses a complaint went through, as we saw them, and what complaints are about.
create table complaint_statuses (
  publisher varchar, complaint varchar, status varchar, seen_at timestamptz, capture varchar
);
-- Our taxonomy, two levels: the group is the part of `category` before the dot; the definitions say what counts.
create table categories (
  category varchar, group_name_zh_hans varchar, group_name_zh_hant varchar, group_name_en varchar,
  name_zh_hans varchar, name_zh_hant varchar, name_en varchar,
  definition_zh_hans varchar, definition_zh_hant varchar, definition_en varchar, position integer
);
-- The publisher's own issue labels, and the category of ours each stands for; none where we have no meaning for it.
create table issue_labels (publisher varchar, issue varchar, category varchar);
-- How many complaints a listing drew on a day (Asia/Shanghai), by status and category. A complaint of two categories
-- is in the rows of both; `category` is empty in the rows that count each complaint once.
create table complaint_days (
  publisher varchar, listing varchar, status varchar, category varchar, posted_on date, complaints bigint
);
insert into complaint_statuses
select publisher, complaint, status, last_seen_at, capture from complaints;
