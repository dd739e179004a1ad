import assert from "node:assert/strict";
import { test } from "node:test";
import { mayMove } from "../../app/static/js/board.js";

test("a card moves only to another column that its form offers", () => {
  assert.equal(mayMove(["f1", "f2"], "f1", "f2"), true);
  assert.equal(mayMove(["f1", "f2"], "f1", "f1"), false);
  assert.equal(mayMove(["f1", "f2"], "f1", "f3"), false);
});
