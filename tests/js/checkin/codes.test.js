import assert from "node:assert/strict";
import { test } from "node:test";
import { keyOf, readCode, unseal } from "../../../app/static/js/checkin/codes.js";

// Made by badges/qr.py, badges/service.py and badges/gates/sealing.py; tests/badges/gates/test_sealing.py makes the same.
const CODE = "C1AAAQEAYEAUDAOCAJBIFQYDIOB4";
const KEY = "94877fabbe810866376190a923e2c63f";
const BOX = "YFf+Cwh0YDBelqO35exN/821Fx13g+RVfT0v3/HTTcA6LWEplEPPNkJqN4wKuQU52gtadAJ6pXbywTtWBTbVvWQKFb1cRpaJ";

test("a code is read kindly, and everything else is none", () => {
  assert.equal(readCode(CODE), CODE);
  assert.equal(readCode(" c1aa-aqea yeaudaocajbifqydiob4\n"), CODE);
  assert.equal(readCode("CLAAAQEAYEAUDA0CAJBIFQYDI0B4"), CODE);
  const others = ["", "C1", CODE.slice(0, -1), `${CODE}A`, CODE.replace(/4$/, "5"), "https://example.org/", "😀".repeat(99), "\ud800"];
  assert.deepEqual(others.map(readCode), others.map(() => ""));
});

test("key and box are those of the house, and no other code opens the box", async () => {
  assert.equal(await keyOf(CODE), KEY);
  assert.deepEqual(await unseal(CODE, BOX), { n: "سمیرا Öztürk", t: [5, 2, 7] });
  await assert.rejects(unseal(CODE.replace("AAAQ", "AAAA"), BOX));
});
