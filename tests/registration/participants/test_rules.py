from email_validator import validate_email
from hypothesis import assume, given
from hypothesis import strategies as st

from registration.participants.rules import LONGEST_PLAIN, PLAIN_EMAIL, clean_email

WORD = st.text("abz09", min_size=1, max_size=5)
HOST = st.lists(WORD, min_size=1, max_size=3).map("-".join)


@st.composite
def plain_addresses(draw):
    """Draw what the expression takes, piece by piece: all of its joints, and an ending."""
    words = draw(st.lists(WORD, min_size=1, max_size=4))
    joints = draw(st.lists(st.sampled_from("._+-"), min_size=len(words), max_size=len(words)))
    local = "".join(word + joint for word, joint in zip(words, joints, strict=True))[:-1]
    hosts = draw(st.lists(HOST, min_size=1, max_size=3))
    ending = draw(st.sampled_from(["de", "com", "net", "org", "eu", "at", "ch", "info"]))
    return f"{local}@{'.'.join([*hosts, ending])}"[-LONGEST_PLAIN:]


@given(plain_addresses())
def test_an_address_that_is_taken_at_a_look_is_one_that_the_library_takes_as_it_is(address):
    assume(PLAIN_EMAIL.fullmatch(address))
    assert clean_email(address) == validate_email(address, check_deliverability=False, allow_smtputf8=True).normalized
