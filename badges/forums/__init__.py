"""The dialogue forums on paper, and the list that a moderator gets: who comes."""
