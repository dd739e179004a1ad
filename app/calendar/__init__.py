"""What calendars of guests, rooms and forums subscribe to: iCalendar feeds."""
