"""The parts of the pages: each shows one answer."""
