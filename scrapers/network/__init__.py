"""How bytes come from a publisher: politely, whole or not at all. `scrapers.fetch` is the front door to it."""
