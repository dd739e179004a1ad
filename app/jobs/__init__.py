"""Background work: rows written in the caller's transaction, run at least once by a relay."""
