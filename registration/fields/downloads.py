"""Hand out a file that somebody sent: always as something to save, never as something that a browser runs."""

from flask import Response

from registration.fields.models import Upload
from registration.fields.rules import FILE_TYPES


def as_attachment(upload: Upload) -> Response:
    """Answer with a file; whoever calls has made sure that the reader may see it."""
    response = Response(upload.content, mimetype=FILE_TYPES[upload.type])
    # The name may be in any script: werkzeug writes it as RFC 6266 wants it.
    response.headers.set("Content-Disposition", "attachment", filename=upload.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
