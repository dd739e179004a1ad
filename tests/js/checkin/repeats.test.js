import assert from "node:assert/strict";
import { test } from "node:test";
import { createRepeats } from "../../../app/static/js/checkin/repeats.js";

test("the same code is ignored for three seconds, another one is not", () => {
  const isRepeat = createRepeats();

  assert.deepEqual(
    [["a", 0], ["a", 100], ["b", 200], ["a", 2999], ["b", 3100], ["a", 3000], ["a", 3001], ["b", 3200]].map(([code, now]) => isRepeat(code, now)),
    [false, true, false, true, true, false, true, false],
  );
});
