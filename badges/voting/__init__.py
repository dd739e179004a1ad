"""The voting desk: somebody without a phone votes in the plenary, by the badge that they carry."""
