import json
import re
from base64 import b64encode
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from badges import qr
from badges.gates.sealing import NONCE_BYTES, seal, unseal
from badges.service import key_of

CODE = qr.new_code(bytes(range(16)))
TEXT = json.dumps({"n": "سمیرا Öztürk", "t": [5, 2, 7]}, ensure_ascii=False).encode()
GATES_OWN = Path(__file__).parents[2] / "js/checkin/codes.test.js"


def test_only_its_code_opens_a_box():
    other = qr.new_code(bytes(range(1, 17)))

    assert unseal(CODE, seal(CODE, TEXT)) == TEXT
    with pytest.raises(InvalidTag):
        unseal(other, seal(CODE, TEXT))


def test_the_same_gives_the_same_box_and_no_nonce_serves_two_texts():
    boxes = [seal(CODE, TEXT), seal(CODE, TEXT), seal(CODE, TEXT + b" ")]

    assert boxes[0] == boxes[1]
    assert boxes[0][:NONCE_BYTES] != boxes[2][:NONCE_BYTES]


def test_the_script_of_the_gate_is_tested_with_boxes_of_this_house():
    known = dict(re.findall(r'const (\w+) = "([^"]*)"', GATES_OWN.read_text()))

    assert known == {"CODE": CODE, "KEY": key_of(CODE), "BOX": b64encode(seal(CODE, TEXT)).decode()}
