-- A timeline read again replaces the one read before.
delete from complaint_steps using incoming
where complaint_steps.publisher = incoming.publisher and complaint_steps.complaint = incoming.complaint
