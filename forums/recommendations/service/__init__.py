"""The verbs of the recommendations log: one module a noun."""
