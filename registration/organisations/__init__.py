"""The organisations of a congress: carriers, funders, partners, and those that participants come from."""
