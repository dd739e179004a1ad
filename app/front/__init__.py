"""The guests' pages: the public booklet of a congress, registration, and everyone's own page."""
