import assert from "node:assert/strict";
import { test } from "node:test";
import { pause, reading } from "../../app/static/js/progress.js";

test("a running job shows how many of how many", () => {
  assert.deepEqual(reading({ done: 182, total: 700, text: "182 of 700", state: "running" }), { value: 182, max: 700, text: "182 of 700", isOver: false });
});

test("a job that cannot say how long it is shows no length", () => {
  assert.deepEqual(reading({ done: 3, total: 0, text: "", state: "queued" }), { value: null, max: 1, text: "", isOver: false });
});

test("a job is over when it is done, failed or cancelled", () => {
  for (const state of ["done", "failed", "cancelled", "draft"]) assert.equal(reading({ done: 5, total: 5, state }).isOver, true);
});

test("more done than planned does not overflow the bar", () => {
  assert.equal(reading({ done: 9, total: 5 }).value, 5);
});

test("a silent server is asked less and less often, but at least every ten seconds", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 9].map(pause), [1000, 2000, 4000, 8000, 10000, 10000]);
});
