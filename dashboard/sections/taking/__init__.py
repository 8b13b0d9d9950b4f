"""The parts of the data page: choosing a table, seeing it, taking it away, citing it, and asking for it otherwise."""
