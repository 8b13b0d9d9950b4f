-- The days of the complaints that just came are counted again: their counts so far make room.
delete from complaint_days using (
  select distinct publisher, (posted_at at time zone 'Asia/Shanghai')::date as posted_on from incoming
) as touched
where complaint_days.publisher = touched.publisher and complaint_days.posted_on = touched.posted_on
