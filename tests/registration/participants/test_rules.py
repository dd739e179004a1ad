import string

from email_validator import validate_email
from hypothesis import given
from hypothesis import strategies as st

from registration.participants.rules import LONGEST_PLAIN, PLAIN_EMAIL, clean_email


@given(
    st.from_regex(PLAIN_EMAIL, fullmatch=True, alphabet=string.printable).filter(lambda one: len(one) <= LONGEST_PLAIN)
)
def test_an_address_that_is_taken_at_a_look_is_one_that_the_library_takes_as_it_is(address):
    assert clean_email(address) == validate_email(address, check_deliverability=False, allow_smtputf8=True).normalized
