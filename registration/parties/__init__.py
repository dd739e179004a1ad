"""Groups: what their contact does with them after registering: confirm, complete, replace, cancel."""
