-- Is this database a demonstration's, and which address was it first filled from?
select is_demonstration, first_publisher_url from origin
