"""The house itself: what every room stands on, and the doors that see every room."""
