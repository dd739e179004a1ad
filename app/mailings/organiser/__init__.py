"""The organisers' doors: mailings, and mails that were not delivered."""

from app.mailings.organiser.mailings import bp as mailings
from app.mailings.organiser.undelivered import bp as undelivered

blueprints = (mailings, undelivered)
