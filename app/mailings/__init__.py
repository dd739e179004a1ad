"""Mailings: what organisers write to many participants at a time, to whom, when, and what became of each copy."""
