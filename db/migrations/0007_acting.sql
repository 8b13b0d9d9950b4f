-- What maintainers do. `started_by`: who began a refresh; empty where that is not known.
alter table refreshes add column started_by varchar;
-- What a person decided about a number in quarantine, `accepted` or `rejected`. The number is named by its publisher,
-- listing and capture, as in `quarantine`. An accepted one is in `counts` too, with the same capture. Appended only.
create table decisions (
  publisher varchar, listing varchar, capture varchar, decision varchar, decided_at timestamptz, decided_by varchar,
  note varchar
);
-- A sentence that maintainers put beside the numbers of a platform (`all`: of every platform), because something is
-- wrong with the data; `change` is `posted` or `lifted`. What stands is the latest change of each. Appended only.
create table notices (
  platform varchar, change varchar, sentence varchar, changed_at timestamptz, changed_by varchar
);
-- The numbers that wait for a person: nobody decided about them (or rejected the same figures before), and no later
-- number of the listing was published. `ticket` is the short name of one, for people.
create view waiting as
select quarantine.publisher, quarantine.listing, quarantine.title, quarantine.read_at, quarantine.total,
  quarantine.replied, quarantine.completed, quarantine.last_30_days, quarantine.reason, quarantine.detail,
  quarantine.capture, quarantine.refresh,
  left(md5(concat_ws(' ', quarantine.publisher, quarantine.listing, quarantine.capture)), 10) as ticket
from quarantine
left join (select publisher, listing, max(read_at) as good_at from counts group by all) as latest
  on latest.publisher = quarantine.publisher and latest.listing = quarantine.listing
anti join (
  select publisher, listing, capture from decisions
) as decided
  on decided.publisher = quarantine.publisher and decided.listing = quarantine.listing
  and decided.capture = quarantine.capture
anti join (
  select publisher, listing, total, replied, completed, last_30_days
  from quarantine join decisions using (publisher, listing, capture) where decision = 'rejected'
) as rejected
  on rejected.publisher = quarantine.publisher and rejected.listing = quarantine.listing
  and rejected.total = quarantine.total and rejected.replied = quarantine.replied
  and rejected.completed = quarantine.completed and rejected.last_30_days = quarantine.last_30_days
where latest.good_at is null or latest.good_at < quarantine.read_at;
