-- What do all complaints say, in the fields categories are read from?
select publisher, complaint, title, issue, claim, excerpt from complaints order by publisher, complaint
