"""The marketplace: stands, from the application to the day. ``plan`` and ``placing`` say where they stand, ``visits`` who came."""
