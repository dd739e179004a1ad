import assert from "node:assert/strict";
import { test } from "node:test";
import { digits, offsetOf, phaseAt } from "../../app/static/js/round_clock.js";

const M = 60_000;
const rounds = [
  { number: 1, starts: 10 * M, ends: 35 * M, question: "What works?" },
  { number: 2, starts: 40 * M, ends: 65 * M, question: "" },
];
const at = (minutes, paused = null) => phaseAt({ rounds, paused: paused === null ? null : paused * M }, minutes * M);

test("before, in a round, between two, and after", () => {
  assert.deepEqual([at(0).kind, at(10).kind, at(35).kind, at(40).kind, at(65).kind], ["before", "round", "change", "round", "over"]);
  assert.deepEqual([at(0).left, at(10).left, at(35).left, at(64.99).left], [600, 1500, 300, 1]);
  assert.equal(at(12).question, "What works?");
  assert.equal(at(12).next.number, 2);
  assert.equal(at(50).next, null);
});

test("a pause stands still however long it takes", () => {
  assert.deepEqual([at(20, 15).left, at(9000, 15).left, at(20, 15).isPaused], [1200, 1200, true]);
  assert.equal(at(9000, 90).isPaused, false);
});

test("after a sleep of the screen the time is right at once", () => {
  assert.equal(at(10).left - at(11.5).left, 90);
});

test("digits of minutes and hours", () => {
  assert.deepEqual([digits(0), digits(59), digits(1500), digits(3725)], ["0:00", "0:59", "25:00", "1:02:05"]);
});

test("the way of an answer counts half", () => {
  assert.equal(offsetOf(5000, 1000, 1400), 3800);
});

test("no rounds at all is over", () => {
  assert.equal(phaseAt({ rounds: [], paused: null }, 0).kind, "over");
});
