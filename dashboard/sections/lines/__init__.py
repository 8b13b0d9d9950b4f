"""What the page of thresholds is made of, and what other pages show of crossings."""
