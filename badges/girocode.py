"""Any text → a code for payments (EPC069-12): error correction M, at most version 13."""

from functools import lru_cache

import qrcode
from markupsafe import escape
from qrcode.constants import ERROR_CORRECT_M

MOST_VERSION = 13


@lru_cache(64)
def modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """Compute the rows of dark (True) and light modules, without the quiet zone. Raises DataOverflowError if it does not fit."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(payload.encode())
    code.make(fit=True)
    if code.version > MOST_VERSION:
        raise qrcode.exceptions.DataOverflowError
    return tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())


def svg(payload: str, *, title: str) -> str:
    """Draw the code as SVG with its quiet zone of four modules; *title* is what screen readers say."""
    rows = modules(payload)
    side = len(rows) + 8
    path = "".join(
        f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" shape-rendering="crispEdges">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )
