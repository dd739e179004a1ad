"""What the accounts bring to the house."""

from app.accounts import views
from app.accounts.cli import key_group, user_group
from app.feature import Feature

ACCOUNTS = Feature(name="accounts", blueprints=(views.bp,), commands=(user_group, key_group))
