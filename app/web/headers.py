"""Security headers of every answer."""

from flask import Response, g, request

POLICY = (
    "default-src 'self'; script-src 'self'{wasm}; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PAGE_POLICY = POLICY.format(wasm="")
GATE_POLICY = POLICY.format(wasm=" 'wasm-unsafe-eval'")  # the scanner's decoder is WebAssembly
CAMERA = "camera=({who}), microphone=(), geolocation=()"
FIXED = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
PAGE = (("Content-Security-Policy", PAGE_POLICY), ("Permissions-Policy", CAMERA.format(who="")), *FIXED)
GATE = (("Content-Security-Policy", GATE_POLICY), ("Permissions-Policy", CAMERA.format(who="self")), *FIXED)


def harden(response: Response) -> Response:
    """Add what keeps foreign scripts, frames and sniffing out, unless the door said it itself; HSTS where the page came by https."""
    is_gate = request.path.startswith("/gate/") or bool(g.get("reads_codes"))
    headers = response.headers
    there = {
        name for name, _ in headers
    }  # a door may be stricter; and to look for each by itself costs every page more
    for name, value in GATE if is_gate else PAGE:
        if name not in there:
            headers.add(name, value)
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def keep_secret(response: Response) -> Response:
    """Let neither caches nor other sites nor search engines see an address that is a secret; a door may say how it is cached."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
