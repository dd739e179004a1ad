"""Questions at the door: asked of people who stand there, by whoever stands at the gate."""
