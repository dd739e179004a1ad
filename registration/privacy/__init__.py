"""Privacy: notices and consents, what is held about somebody, erasure with its proof, retention."""
