"""Who is there on the day of the rounds, and who is not."""
