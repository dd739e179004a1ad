"""Organisers' pages on invitations and applications."""
