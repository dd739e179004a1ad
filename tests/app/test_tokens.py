from app import tokens

SECRET = "s" * 32


def test_a_token_is_bound_to_purpose_subject_version_and_secret():
    token = tokens.derive(SECRET, purpose="page", subject="p1", version=1)
    others = {
        tokens.derive(SECRET, purpose="feed", subject="p1", version=1),
        tokens.derive(SECRET, purpose="page", subject="p2", version=1),
        tokens.derive(SECRET, purpose="page", subject="p1", version=2),
        tokens.derive("t" * 32, purpose="page", subject="p1", version=1),
    }

    assert token == tokens.derive(SECRET, purpose="page", subject="p1", version=1)
    assert len(token) == 43
    assert len({token, *others}) == 5


def test_parts_of_a_token_cannot_run_into_each_other():
    assert tokens.derive(SECRET, purpose="page", subject="1a", version=2) != tokens.derive(
        SECRET, purpose="page", subject="1", version=2
    )


def test_odd_text_has_a_digest_too():
    assert len(tokens.digest("\ud800\u0000")) == 64
