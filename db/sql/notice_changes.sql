-- Who posted or lifted which notice, the latest first?
select platform, change, sentence, changed_at, changed_by from notices order by changed_at desc limit $most
