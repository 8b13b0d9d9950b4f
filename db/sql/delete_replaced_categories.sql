-- Complaints read again are classified again: their categories so far make room.
delete from complaint_categories using incoming
where complaint_categories.publisher = incoming.publisher and complaint_categories.complaint = incoming.complaint
