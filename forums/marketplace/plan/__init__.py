"""The plan of the halls to scale: pitches for stands, and what must stay free. Nothing here knows a stand."""
