-- Which changes of pace are kept already?
select publisher, listing, changed_on, rule from pace_changes
