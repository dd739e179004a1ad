"""The programme: sessions, their speakers and rooms."""
