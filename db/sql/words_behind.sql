-- Which words put the chosen complaints into their category, and how many complaints has each?
-- Words that lie within a longer one that matched say nothing more, nor do single signs beside whole words (给, 没).
with together as (
  select string_split(matched, ',') as words, count(*) as complaints from chosen where matched <> '' group by all
),
longest as (
  select complaints, list_filter(words, lambda word: len(list_filter(words, lambda longer: longer <> word and contains(longer, word))) = 0)
    as words
  from together
),
telling as (
  select complaints, words, list_filter(words, lambda word: len(word) > 1) as whole from longest
),
found as (select complaints, unnest(case when len(whole) > 0 then whole else words end) as word from telling)
select word, sum(complaints)::bigint as complaints from found group by word order by complaints desc, word
