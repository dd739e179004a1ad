"""Who stands where: drafts by the solver, corrected by hand, published to whom they concern."""
