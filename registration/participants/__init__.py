"""Participants: registration, confirmation, waiting list, change and cancellation."""
