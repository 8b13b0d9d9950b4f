-- Which categories does the database give to the complaints that were classified again?
select publisher, complaint, category, matched from complaint_categories
where (publisher, complaint) in (select (publisher, complaint) from told_categories)
