import assert from "node:assert/strict";
import { test } from "node:test";
import { bearerOf } from "../../../app/static/js/checkin/bearers.js";
import { keyOf, openerOf, readCode, unseal } from "../../../app/static/js/checkin/codes.js";
import { Kept } from "./kept.js";

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
  assert.deepEqual(await unseal(await openerOf(CODE), BOX), { n: "سمیرا Öztürk", t: [5, 2, 7] });
  await assert.rejects(unseal(await openerOf(CODE.replace("AAAQ", "AAAA")), BOX));
});

test("a hand scanner set up for another keyboard swaps Y and Z, and its badge is found all the same", async () => {
  const database = new Kept();
  await database.write([["people", "put", { key: KEY, ref: 1, standing: "good", box: BOX }]]);
  const bearers = await Promise.all([CODE, CODE.replaceAll("Y", "Z"), CODE.replaceAll("D", "E"), "a ticket"].map((text) => bearerOf(text, database)));

  assert.deepEqual(bearers.map(({ key, person }) => [key === KEY, person?.ref]), [[true, 1], [true, 1], [false, undefined], [false, undefined]]);
  assert.equal((await bearers[1].opened).n, "سمیرا Öztürk");
});
