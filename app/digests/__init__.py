"""Digests: once a day, organisers who want it are told what happened in a congress."""
