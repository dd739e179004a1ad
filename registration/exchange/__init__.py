"""Import and export: participants out of spreadsheets and into them."""
