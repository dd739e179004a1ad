import pytest

from app.config import DEFAULT_SECRET, BadConfig, Config, load, origin_of


def test_an_empty_environment_gives_laptop_defaults():
    config = load({"PATH": "/bin"})

    assert config == Config()
    assert config.database.endswith("/instance/reihum.db")
    assert config.public_url == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"REIHUM_PROT": "80"}, "REIHUM_PROT: no such setting"),
        ({"REIHUM_PORT": "eighty"}, "REIHUM_PORT: 'eighty' is not a whole number"),
        ({"REIHUM_PORT": "99999"}, "REIHUM_PORT: '99999' is not a whole number from 0 to 65535"),
        ({"REIHUM_ENV": "prod"}, "REIHUM_ENV: 'prod' is not possible. Use one of: laptop, production"),
        (
            {"REIHUM_SMTP_URL": "mail.example.org"},
            "REIHUM_SMTP_URL: the address has an unknown beginning. Begin with smtp:// or smtps://",
        ),
        ({"REIHUM_ENV": "production"}, "REIHUM_SECRET_KEY: production needs a secret of its own"),
        (
            {"REIHUM_ENV": "production", "REIHUM_SECRET_KEY": DEFAULT_SECRET},
            "REIHUM_SECRET_KEY: production needs a secret of its own",
        ),
        (
            {"REIHUM_ENV": "production", "REIHUM_SECRET_KEY": "x" * 40},
            "REIHUM_BASE_URL: production needs the public https address",
        ),
    ],
)
def test_a_bad_setting_is_named_with_its_remedy(environ, words):
    with pytest.raises(BadConfig) as refused:
        load(environ)

    assert str(refused.value).startswith(words)


def test_a_setting_knows_its_origin():
    assert origin_of("port", {"REIHUM_PORT": "1"}) == "environment"
    assert origin_of("port", {}) == "default"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_is_always_spoken_by_psycopg(scheme):
    assert Config(database_url=f"{scheme}://u@h/d").database == "postgresql+psycopg://u@h/d"
