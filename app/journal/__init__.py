"""The journal: who did what to what, and when. Append-only."""
