"""What badges look like: designs of a congress, their pictures, and the colours of its categories."""
