"""The verbs of the placing: runs, steps by hand, publication."""
