-- Which words put the chosen complaints into a category, and how many complaints has each?
select trim(words.word) as word, count(distinct (complaint_categories.publisher, complaint_categories.complaint)) as complaints
from chosen join complaint_categories using (publisher, complaint)
cross join unnest(string_split(complaint_categories.matched, ',')) as words (word)
where chosen.is_chosen and complaint_categories.category = $category and trim(words.word) <> ''
group by all order by complaints desc, word
