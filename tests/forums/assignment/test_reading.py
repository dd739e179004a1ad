import pytest

from forums.assignment.errors import BadProblem
from forums.assignment.reading import read_json


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is not JSON (Expecting value at line 1, column 1)"),
        ('{"slots": 1', "is not JSON"),
        ('{"a": 1, "a": 2}', 'an object has the key "a" twice'),
        ('{"a": NaN}', "holds NaN, which is no JSON number"),
        ('{"a": -Infinity}', "holds -Infinity, which is no JSON number"),
        ("9" * 5000, "holds a number of thousands of digits"),
        ("[" * 100_000, "is nested too deeply"),
    ],
)
def test_what_is_no_strict_json_is_refused(text, fault):
    with pytest.raises(BadProblem) as refusal:
        read_json(text)

    assert refusal.value.fault.startswith(fault)


def test_json_is_read():
    assert read_json('{"a": [1, "\\u00e4", null, true]}') == {"a": [1, "ä", None, True]}
