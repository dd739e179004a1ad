"""The door: scans and what they mean."""
