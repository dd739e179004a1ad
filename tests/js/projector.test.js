import assert from "node:assert/strict";
import { test } from "node:test";
import { wayOf } from "../../app/static/js/projector.js";

test("the keys of a presenter go on and back, all others do nothing", () => {
  assert.deepEqual(["ArrowRight", "PageDown", " ", "ArrowLeft", "PageUp", "a", "Tab"].map(wayOf), ["on", "on", "on", "back", "back", null, null]);
});
