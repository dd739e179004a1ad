"""The verbs of the plan: one module a noun."""
