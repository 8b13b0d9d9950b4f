-- Labels of the publisher's that were never seen before.
insert into issue_labels by name
from incoming anti join issue_labels using (publisher, issue)
