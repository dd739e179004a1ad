"""Who sits in which dialogue forum: a pure solver with a certificate that can be checked without it."""
