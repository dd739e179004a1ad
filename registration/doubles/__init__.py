"""Doubles: people who may be registered twice, shown with the reason, told apart or merged."""
