-- What a maintainer should know although nothing failed: a watched listing not seen, a word we have no meaning for.
create table warnings (
  publisher varchar, source varchar, warned_at timestamptz, warning varchar, detail varchar, refresh varchar
);
