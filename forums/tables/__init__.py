"""Thematic tables and their rounds: who sits where, and the afternoon itself."""
