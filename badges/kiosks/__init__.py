"""Kiosks: guests check in themselves, by code or by name, and take their badge from the printer."""
