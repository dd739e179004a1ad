"""Certificates of attendance, from what was scanned."""
