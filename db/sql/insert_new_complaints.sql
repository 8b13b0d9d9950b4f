-- Complaints never seen before.
insert into complaints by name
from incoming anti join complaints using (publisher, complaint)
