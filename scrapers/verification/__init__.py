"""Holding the database against its evidence, in both directions, and against what follows from it."""
