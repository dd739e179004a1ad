"""The day of the market: which stands are there, who gave their details to whom, visits, feedback, documents."""
