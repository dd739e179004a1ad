"""For gunicorn and the like: ``gunicorn app.wsgi:app``."""

import os

from app.config import load
from app.factory import create_app

app = create_app(load(os.environ))
