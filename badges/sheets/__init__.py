"""Sheets of labels: those of the makers, those of a congress, and how far its printers are off."""
