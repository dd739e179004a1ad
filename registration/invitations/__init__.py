"""Invitations: by code, by address, by organisation; and applications, which organisers approve or decline."""
