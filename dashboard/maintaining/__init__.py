"""Who may act, what they may do, and what they are told."""
