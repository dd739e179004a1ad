import assert from "node:assert/strict";
import { test } from "node:test";
import { HELD_FOR, SAME_FOR, judge, markOf } from "../../app/static/js/last_badge.js";

test("a badge that stays before the camera waits, and is not counted twice; another one is new", () => {
  const last = { mark: markOf("C1ABCD"), at: 1000 };
  assert.deepEqual(
    [["c1abcd ", 1001], ["C1ABCD", 1000 + HELD_FOR], ["C1ABCD", 1000 + SAME_FOR], ["C1ABCE", 1001]].map(([code, now]) => judge(last, code, now)),
    ["held", "again", "new", "new"],
  );
  assert.equal(judge(null, "C1ABCD", 1001), "new");
});

test("many badges share a mark, so that it does not say whose it is", () => {
  const marks = Array.from({ length: 100_000 }, (_, number) => markOf(`C1${number}`));
  assert.ok(new Set(marks).size < 66_000);
});
