"""From a publisher's bytes to checked records in the database."""
