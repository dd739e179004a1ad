"""The live board of the morning: who came, when, through which gate, and who is still expected."""
