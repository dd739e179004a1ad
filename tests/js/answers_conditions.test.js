import assert from "node:assert/strict";
import { test } from "node:test";
import { holds } from "../../app/static/js/answers.js";

test("a question is shown where one of the wanted answers is given", () => {
  const seen = [["yes"], ["no", "maybe"], ["no"], []].map((given) => holds(given, ["yes", "maybe"]));

  assert.deepEqual(seen, [true, true, false, false]);
});

test("where nothing is wanted, any answer will do, and spaces are none", () => {
  assert.deepEqual([[" "], [""], ["", "x"]].map((given) => holds(given, [])), [false, false, true]);
});
