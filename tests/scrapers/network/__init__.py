"""The tests of how bytes come."""
