"""Stands on the pitches of a floor plan. Pure: no Flask, no SQL, no clock."""
