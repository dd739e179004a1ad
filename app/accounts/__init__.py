"""People who log in, and keys for machines: roles per congress."""
