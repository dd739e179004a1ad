"""How a congress looks on paper: its logo and one colour."""
