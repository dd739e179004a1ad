"""Dialogue forums: topics, moderators, wishes, seats and how they are assigned."""
