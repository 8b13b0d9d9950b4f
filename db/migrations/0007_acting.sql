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
