"""Print runs: what was printed when, by whom and on what; long ones are written in the background."""
