"""The market on paper, and what a stand does with badges: cards, plan and lists, and contact details by scanning."""
