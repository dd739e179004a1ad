"""Organisers' pages on categories, quotas and the waiting list: one module a noun."""
