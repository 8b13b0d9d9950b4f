-- How long the publisher wants to be left alone, in seconds, where it refused; empty where it did not.
alter table refreshes add column rest_seconds double;
