"""Who comes: participants, their organisations and the waiting list."""
