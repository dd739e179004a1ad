"""The recommendations log: what forums find, what the congress recommends to whom, and what becomes of it."""
