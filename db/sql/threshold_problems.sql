-- Why can a line not be for this scope or this category? No row: it can.
select problem from (
  select format('{} is not a scope: all, group:… with one of {}, or platform:… with a short name', $scope::varchar,
    (select string_agg(distinct group_name, ', ') from platforms where group_name <> '')) as problem
  where $scope <> 'all' and $scope not in (
    select 'group:' || group_name from platforms union select 'platform:' || platform from platforms
  )
  union all
  select format('{} is not a category: {}', $category::varchar, (select string_agg(category, ', ') from categories))
  where $category is not null and $category not in (select category from categories)
)
