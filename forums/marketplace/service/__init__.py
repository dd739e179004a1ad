"""The verbs of the marketplace: one module a noun."""
