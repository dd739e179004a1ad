"""Gates: the phones at the doors, and the sealed list by which they decide without a network."""
