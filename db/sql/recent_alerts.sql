-- Which alerts were last made, what became of them, and who has acknowledged the event?
select alerts.event, events.kind, alerts.channel, alerts.created_at, alerts.delivered_at, alerts.attempts,
  alerts.next_try_at, alerts.given_up_at, alerts.error, acknowledged.acknowledged_by
from alerts join events using (event)
left join acknowledgements as acknowledged on acknowledged.event = alerts.event and acknowledged.cleared_at is null
order by alerts.created_at desc, alerts.event, alerts.channel limit $most
