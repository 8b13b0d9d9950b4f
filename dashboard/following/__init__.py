"""For those who follow from elsewhere: the feed and the badges."""
