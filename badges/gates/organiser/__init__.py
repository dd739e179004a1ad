"""Organisers' pages of gates and doors."""
