"""What hosts see on their phones."""
