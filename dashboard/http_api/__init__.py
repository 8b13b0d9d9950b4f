"""The record for programs: `/api/v1`, the same tables and filters as on the pages, as JSON and as CSV."""
