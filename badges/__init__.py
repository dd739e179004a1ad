"""How they get in: badges, codes, sheets and the check-in."""
