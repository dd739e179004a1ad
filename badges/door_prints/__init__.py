"""Badges printed at the door: for guests who are registered and have none, or lost theirs."""
