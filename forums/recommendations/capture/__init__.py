"""The page on which moderators write a forum down, behind a secret link."""
