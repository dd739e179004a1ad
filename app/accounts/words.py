"""What Flask-Security says, in our words: msgids of our own catalogue, with the kind of notice they appear in."""

from typing import Final

from flask_babel import lazy_gettext

NOTE = "note"
REFUSED = "refused"


def _(msgid: str) -> str:
    """Mark a text for translation; it is translated where it is shown."""
    return msgid


MESSAGES: Final = {
    "API_ERROR": (_("Please fill in this field; it is required."), REFUSED),
    "DISABLED_ACCOUNT": (_("Address or password is wrong. Please check both and try again."), REFUSED),
    "EMAIL_NOT_PROVIDED": (_("Please fill in this field; it is required."), REFUSED),
    "GENERIC_AUTHN_FAILED": (_("Address or password is wrong. Please check both and try again."), REFUSED),
    "INVALID_CODE": (_("This code is not valid. Please type the one that the app shows now."), REFUSED),
    "INVALID_EMAIL_ADDRESS": (
        _("This is not a complete e-mail address. It looks like name@example.org."),
        REFUSED,
    ),
    "INVALID_PASSWORD": (_("This password is wrong. Please try again."), REFUSED),
    "INVALID_RECOVERY_CODE": (
        _("This recovery code is not valid, or it has been used. Please try another one."),
        REFUSED,
    ),
    "INVALID_REDIRECT": (_("The link to this page leads to another site. Please open the login page anew."), REFUSED),
    "NO_RECOVERY_CODES_SETUP": (_("There are no recovery codes yet."), NOTE),
    "PASSWORD_CHANGE": (_("Your password is changed. You are logged out on all other devices."), NOTE),
    "PASSWORD_INVALID_LENGTH": (_("A password needs at least %(length)s characters."), REFUSED),
    "PASSWORD_IS_THE_SAME": (_("The new password is the old one. Please choose another."), REFUSED),
    "PASSWORD_NOT_PROVIDED": (_("Please fill in this field; it is required."), REFUSED),
    "REAUTHENTICATION_REQUIRED": (_("For this step, please type your password again."), NOTE),
    "REAUTHENTICATION_SUCCESSFUL": (_("Thank you, you can go on."), NOTE),
    "RETYPE_PASSWORD_MISMATCH": (_("The two new passwords differ. Please type the same twice."), REFUSED),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        _("The second factor is set up. Please keep recovery codes, in case the phone is lost."),
        NOTE,
    ),
    "TWO_FACTOR_DISABLED": (_("The second factor is switched off."), NOTE),
    "TWO_FACTOR_INVALID_TOKEN": (_("This code is not valid. Please type the one that the app shows now."), REFUSED),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (_("You are logged in."), NOTE),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (_("Please choose one of the given answers."), REFUSED),
    "TWO_FACTOR_PERMISSION_DENIED": (_("Please log in first."), NOTE),
    "TWO_FACTOR_SETUP_EXPIRED": (_("That took too long. Please begin again."), REFUSED),
    "UNAUTHENTICATED": (_("Please log in first."), NOTE),
    "USER_DOES_NOT_EXIST": (_("Address or password is wrong. Please check both and try again."), REFUSED),
}

JOURNAL: Final = {
    "account.granted": lazy_gettext("Somebody was given a part in the congress"),
    "account.dismissed": lazy_gettext("Somebody's part in the congress was taken away"),
    "key.created": lazy_gettext("A key for a machine was made"),
    "key.revoked": lazy_gettext("A key for a machine was revoked"),
}
