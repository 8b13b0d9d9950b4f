"""A stand-in for the publisher, for demonstrations and tests: the same interface over real HTTP on loopback."""
