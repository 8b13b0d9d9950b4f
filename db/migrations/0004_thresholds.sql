-- Lines anyone may add, what follows from them, and who was told.
-- `scope`: `all`, `group:…` or `platform:…`. `category`: of the measure `category`. A line that was removed stays, with
-- its crossings; `removed_at` says since when it is not shown.
alter table thresholds add column category varchar;
alter table thresholds add column name_zh_hans varchar;
alter table thresholds add column name_zh_hant varchar;
alter table thresholds add column name_en varchar;
alter table thresholds add column removed_at timestamptz;
update thresholds set name_zh_hans = '投诉总量10万', name_zh_hant = '投訴總量10萬', name_en = '100,000 complaints';
create table threshold_changes (
  threshold varchar, change varchar, changed_at timestamptz, changed_by varchar, measure varchar, category varchar,
  line bigint, scope varchar
);
insert into threshold_changes
select threshold, 'added', since_at, 'Tousu Watch', measure, category, line, scope from thresholds;

-- `number`: 1 for the first crossing of a line by a listing, 2 for one after it had fallen back, and so on.
alter table crossings add column number integer default 1;
alter table crossings add column after_value bigint;
alter table crossings add column by_value bigint;
alter table crossings add column after_capture varchar;
alter table crossings add column by_capture varchar;
alter table crossings add column refresh varchar;
-- Past the first line, every further 50,000 complaints in all: crossings that nobody drew a line for.
create table milestones (
  line bigint, publisher varchar, listing varchar, after_at timestamptz, by_at timestamptz, estimated_at timestamptz,
  is_revised boolean, number integer, after_value bigint, by_value bigint, after_capture varchar, by_capture varchar,
  refresh varchar
);

-- When a line may be reached: the days by which 10, 50 and 90 % of the simulated paths have reached it (empty: not
-- within 180 days). `reason`: why there is none, and `missing` how many days or readings it wants. Scored in `crossings`.
create table forecasts (
  threshold varchar, publisher varchar, listing varchar, made_at timestamptz, read_at timestamptz, total bigint,
  line bigint, low_on date, middle_on date, high_on date, share_within_180_days double, reason varchar,
  missing integer, recipe_version integer
);
-- Days on which a listing's pace was found to have changed; `rule`: `z` (worth a look) or `cusum` (worth a message).
-- Rates are complaints a day.
create table pace_changes (
  publisher varchar, listing varchar, changed_on date, rule varchar, direction varchar, rate_before double,
  rate_after double, recipe_version integer
);

-- What happened that somebody may want to be told. `event` is its key: the same thing is never stored twice.
-- `audience`: `public` or `maintainers`. `facts`: the numbers of the message, as JSON. A backfilled event became known
-- after it was news; nobody is told.
create table events (
  event varchar, kind varchar, audience varchar, threshold varchar, publisher varchar, listing varchar,
  happened_at timestamptz, noticed_at timestamptz, refresh varchar, is_backfill boolean, facts varchar
);
-- Alerts wait in `alerts` until they are delivered: one row an event and channel.
alter table alerts add column attempts integer default 0;
alter table alerts add column next_try_at timestamptz;
alter table alerts add column error varchar;
alter table alerts add column given_up_at timestamptz;
create table acknowledgements (
  event varchar, acknowledged_at timestamptz, acknowledged_by varchar, reason varchar, is_public boolean,
  cleared_at timestamptz
);
-- Crossings are told again from the counts when something is next stored.
delete from crossings;
