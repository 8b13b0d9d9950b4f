-- How many complaints did each refresh bring, by its own account? Those apart of which a receipt cannot be read.
select refresh, source, complaints from refreshes
where outcome <> 'failed'
  and (refresh, source) not in (select (refresh, source) from captures semi join unread using (capture))
