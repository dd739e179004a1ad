import assert from "node:assert/strict";
import { test } from "node:test";
import { opening } from "../../app/static/js/steps.js";

test("a form that came back with errors opens at the first of them", () => {
  assert.equal(opening([false, true, true], 2, 3), 1);
});

test("a form that is loaded again opens where it was left", () => {
  assert.equal(opening([false, false, false], 2, 3), 2);
});

test("a form opens at its first step when nothing sensible is remembered", () => {
  for (const remembered of [undefined, null, -1, 3, "1", 0.5]) assert.equal(opening([false, false, false], remembered, 3), 0);
});
