"""The thematic tables on paper, and who is really there: cards, slips, lists, and the host's list of people."""
