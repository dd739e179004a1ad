"""The organisers' door that sees every room: their congresses, and pages on which several rooms meet."""
