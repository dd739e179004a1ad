"""Substitutes: somebody hands their place to a colleague, who takes it by mail."""
