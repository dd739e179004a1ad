"""Categories and quotas: for whom the places of a congress are, and how many there are of each kind."""
