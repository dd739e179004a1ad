import assert from "node:assert/strict";
import { test } from "node:test";
import { inALull } from "../../../app/static/js/checkin/lull.js";
import { createRepeats } from "../../../app/static/js/checkin/repeats.js";

test("the same code is ignored for three seconds, another one is not", () => {
  const isRepeat = createRepeats();

  assert.deepEqual(
    [["a", 0], ["a", 100], ["b", 200], ["a", 2999], ["b", 3100], ["a", 3000], ["a", 3001], ["b", 3200]].map(([code, now]) => isRepeat(code, now)),
    [false, true, false, true, true, false, true, false],
  );
});

test("what can wait begins in a lull, and at the latest after a second", () => {
  const begun = [];
  let [time, timer] = [0, null];
  const ask = inALull(() => begun.push(time), { now: () => time, later: (work, after) => (timer = { work, at: time + after }), forget: () => (timer = null) });
  for (time = 0; time <= 2000; time += 10) {
    if (timer?.at <= time) timer.work(), (timer = null);
    if (time < 1500 || time === 1900) ask();
  }

  assert.deepEqual(begun, [1000, 1550, 1960]);
});
