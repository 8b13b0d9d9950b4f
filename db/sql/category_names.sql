-- What are our categories called, what do they mean, and in which order do they come?
select category, split_part(category, '.', 1) as category_group, group_name_zh_hans, group_name_zh_hant, group_name_en,
  name_zh_hans, name_zh_hant, name_en, definition_zh_hans, definition_zh_hant, definition_en, position,
  quality_texts, quality_precision, quality_recall
from categories order by position, category
