-- The promise to researchers: these tables and columns stay. No primary keys, sequences or indexes, so that the
-- same statements run on a DuckLake; uniqueness is kept by how we write.
create table schema_versions (version integer, migrated_at timestamptz);
create table origin (is_demonstration boolean, first_publisher_url varchar);
create table platforms (
  platform varchar, name_zh_hans varchar, name_zh_hant varchar, name_en varchar, group_name varchar, kind varchar,
  users_millions double, users_as_of date, users_source varchar, position integer
);
create table listings (publisher varchar, listing varchar, title varchar, platform varchar);
create table counts (
  publisher varchar, listing varchar, read_at timestamptz, total bigint, replied bigint, completed bigint,
  last_30_days bigint, is_revision boolean, capture varchar, refresh varchar
);
create table reported_counts (platform varchar, reported_on date, low bigint, high bigint, citation varchar);
create table complaints (
  publisher varchar, complaint varchar, listing varchar, service varchar, title varchar, issue varchar, claim varchar,
  amount_cny decimal(18, 2), status varchar, posted_at timestamptz, first_seen_at timestamptz,
  last_seen_at timestamptz, capture varchar, excerpt varchar, url varchar,
  page_capture varchar
);
create table complaint_steps (
  publisher varchar, complaint varchar, step integer, event varchar, happened_at timestamptz, capture varchar
);
create table complaint_categories (
  publisher varchar, complaint varchar, category varchar, matched varchar, rules_version integer
);
create table thresholds (threshold varchar, measure varchar, line bigint, scope varchar, since_at timestamptz);
create table crossings (
  threshold varchar, publisher varchar, listing varchar, after_at timestamptz, by_at timestamptz,
  estimated_at timestamptz, is_revised boolean
);
create table refreshes (
  refresh varchar, publisher varchar, source varchar, started_at timestamptz, finished_at timestamptz,
  read_at timestamptz, outcome varchar, error varchar, detail varchar, requests integer, counts integer,
  complaints integer, quarantined integer, is_by_hand boolean
);
create table captures (
  capture varchar, publisher varchar, source varchar, url varchar, http_status integer, fetched_at timestamptz,
  file varchar, file_offset bigint, file_length bigint, sha256 varchar, parser_version integer, is_by_hand boolean,
  refresh varchar
);
create table quarantine (
  publisher varchar, listing varchar, title varchar, read_at timestamptz, total varchar, replied varchar,
  completed varchar, last_30_days varchar, reason varchar, detail varchar, capture varchar, refresh varchar
);
create table coverage_gaps (
  publisher varchar, source varchar, after_at timestamptz, before_at timestamptz, reason varchar, refresh varchar
);
create table alerts (
  alert varchar, event varchar, threshold varchar, publisher varchar, listing varchar, channel varchar,
  created_at timestamptz, delivered_at timestamptz
);
insert into thresholds values ('total_100k', 'total', 100000, 'all', now());
