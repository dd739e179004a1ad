"""Mail: an outbox in the caller's transaction, and the transport that empties it."""
