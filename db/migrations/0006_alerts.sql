-- Since when each channel (the name of a subscription, nothing else of it) is told: not what happened before.
create table channels (channel varchar, first_seen_at timestamptz);
