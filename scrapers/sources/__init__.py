"""The sources of a publisher, read page after page to their end."""
