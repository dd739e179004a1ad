"""One congress: dates, venue, rooms, texts, deadlines."""
