"""The secret address behind which a forum's moderators find who comes."""

import hmac

from app import tokens
from app.errors import NotFound
from forums.dialogue.models import Forum

LINK = "forum-list"


def link_of_list(forum: Forum, *, secret: str) -> str:
    """Give the secret that opens the list of a forum."""
    return tokens.derive(secret, purpose=LINK, subject=forum.public_id, version=forum.link_version)


def check_link_of_list(forum: Forum, token: str, *, secret: str) -> None:
    """Let in who has the secret; raises NotFound for everybody else."""
    if not hmac.compare_digest(link_of_list(forum, secret=secret).encode(), token.encode("utf-8", "surrogatepass")):
        raise NotFound


def renew_link_of_list(forum: Forum) -> None:
    """Make a new secret; the old one is dead at once."""
    forum.link_version += 1
