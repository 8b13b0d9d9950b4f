-- How many alerts wait although they were tried, or were given up in the last seven days? Of channels there are now.
select count(*) as alerts from alerts join channels using (channel)
where delivered_at is null
  and (given_up_at is null and attempts > 0 or given_up_at >= $now::timestamptz - interval 7 days)
