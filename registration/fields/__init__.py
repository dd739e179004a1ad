"""The form of a congress: which questions it asks, in which order, under which conditions; and the answers to its own ones."""
