-- Is there a line on complaints of a category, so that new complaints may cross it?
select count(*) > 0 as has_one from thresholds where measure = 'category'
