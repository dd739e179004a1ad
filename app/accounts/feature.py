"""What the accounts bring to the house."""

from app.accounts.cli import key_group, user_group
from app.feature import Feature

ACCOUNTS = Feature(name="accounts", commands=(user_group, key_group))
