"""Who sits at which thematic table in which round: a pure solver with a proven bound, and a check without it."""
