"""The tests of `scrapers`."""
