"""The HTML page around everything: its head, its scripts, and how they are sent."""
