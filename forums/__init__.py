"""Where they talk: dialogue forums and the pure solvers that plan them."""
