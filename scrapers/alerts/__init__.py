"""From an event to a delivered message: who wants to be told, in which words, on which way, until it has arrived."""
