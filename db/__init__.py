"""The database: what is kept, how it is written, and every question that is asked of it."""
