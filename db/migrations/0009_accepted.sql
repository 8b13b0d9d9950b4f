-- Whether a crossing rests on a number that a person accepted although a check had stopped it.
alter table crossings add column is_accepted boolean default false;
alter table milestones add column is_accepted boolean default false;
update crossings set is_accepted = true from decisions
where decisions.publisher = crossings.publisher and decisions.listing = crossings.listing
  and decisions.decision = 'accepted' and decisions.capture in (crossings.after_capture, crossings.by_capture);
update milestones set is_accepted = true from decisions
where decisions.publisher = milestones.publisher and decisions.listing = milestones.listing
  and decisions.decision = 'accepted' and decisions.capture in (milestones.after_capture, milestones.by_capture);
