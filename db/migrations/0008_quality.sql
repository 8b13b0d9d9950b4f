-- How right each category is, measured on texts nobody made the rules for: on how many of them, the share of what was
-- found that is right, and the share of what is right that was found. Empty where it was not measured for these rules.
alter table categories add column quality_texts integer;
alter table categories add column quality_precision double;
alter table categories add column quality_recall double;
