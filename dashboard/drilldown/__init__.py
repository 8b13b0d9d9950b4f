"""What a visitor asks of the complaints, and what is found: the pages of categories and of one platform."""
