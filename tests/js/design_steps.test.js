import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, noted, wanted } from "../../app/static/js/design_steps.js";

test("steps go back and again until something else is done", () => {
  const three = ["a", "b", "b", "c"].reduce(noted, { states: [], at: -1 });
  assert.deepEqual(three, { states: ["a", "b", "c"], at: 2 });

  const back = moved(moved(three, -1), -1);
  assert.deepEqual([back.at, moved(back, -1), moved(back, 1).at], [0, null, 1]);
  assert.deepEqual(noted(back, "d"), { states: ["a", "d"], at: 1 });
  assert.equal(moved(noted(back, "d"), 1), null);
});

test("no more than fifty steps are kept", () => {
  const many = Array.from({ length: 60 }, (_, number) => `${number}`).reduce(noted, { states: [], at: -1 });

  assert.deepEqual([many.states.length, many.states[0], many.at], [50, "10", 49]);
});

test("the usual keys take steps back and again", () => {
  const keys = [["z", {}], ["z", { shiftKey: true }], ["Z", { shiftKey: true }], ["y", {}], ["a", {}], ["z", { altKey: true }]];
  const by = keys.map(([key, held]) => wanted({ key, ctrlKey: true, ...held }));

  assert.deepEqual(by, [-1, 1, 1, 1, 0, 0]);
  assert.equal(wanted({ key: "z" }), 0);
});
