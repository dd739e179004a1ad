"""Example congresses: real ones rebuilt from public facts, one still to come, and invented people to fill them."""
