"""The API for machines: the same services as the pages, under /api/v1/, described by OpenAPI."""
