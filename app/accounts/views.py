"""The page of one's own account."""

from flask import Blueprint, render_template
from flask_security import current_user

from app.accounts.guards import needs_login

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.get("/")
@needs_login
def overview() -> str:
    return render_template(
        "app/accounts/overview.html",
        email=current_user.email,
        has_second_factor=current_user.tf_primary_method is not None,
        codes_left=len(current_user.mf_recovery_codes or []),
    )
