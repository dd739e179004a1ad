"""Walk-ins: people who come without a registration, taken in and given a badge at the desk."""
