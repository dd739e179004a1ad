import assert from "node:assert/strict";
import { test } from "node:test";
import { contradiction, judge } from "../../../app/static/js/checkin/judge.js";

const GOOD = { standing: "good" };
const GUEST = { f: [3, {}, "Elbe"], r: "participant" };
const DOOR = { id: 7, forum: 3, capacity: 2, categories: [], days: [] };
const move = (at, changes = {}) => ({ id: `${at}`, device: "a", at, door: 0, exit: false, ...changes });
const verdict = (asked) => judge({ person: GOOD, guest: GUEST, events: [], ...asked }).verdict;

test("at the entrance the first is welcome, whoever left may come again, and nobody leaves twice", () => {
  const [came, left] = [move(1), move(2, { exit: true })];

  assert.deepEqual([[], [came], [left, came]].map((events) => verdict({ events })), ["welcome", "already_in", "welcome"]);
  assert.deepEqual([[], [came], [left, came]].map((events) => verdict({ events, isExit: true })), ["not_inside", "left", "not_inside"]);
  assert.deepEqual(judge({ person: GOOD, events: [came, left, move(3)] }).first.at, 3);
  assert.deepEqual([GOOD, { standing: "revoked" }, { standing: "cancelled" }].map((person) => verdict({ person })), ["welcome", "revoked", "cancelled"]);
  assert.equal(judge({ events: [] }).verdict, "unknown");
});

test("a door is for its forum, its guests, its days and as many as it has room for", () => {
  const through = (changes, asked = {}) => verdict({ door: { ...DOOR, ...changes }, day: "2027-11-08", ...asked });

  assert.deepEqual([through({}), through({ forum: 4 }), through({ forum: null }, { guest: {} })], ["welcome", "wrong_door", "welcome"]);
  assert.deepEqual([through({ categories: ["press"] }), through({ categories: ["participant"] })], ["not_allowed", "welcome"]);
  assert.deepEqual([through({ days: ["2027-11-09"] }), through({ days: ["2027-11-08"] })], ["not_today", "welcome"]);
  assert.deepEqual([1, 2, 3].map((inside) => through({}, { inside })), ["welcome", "full", "full"]);
  const vouched = { isVouched: true, inside: 2 };
  assert.deepEqual([through({ forum: 4, categories: ["press"], days: ["2027-11-09"] }, vouched), through({}, { ...vouched, person: { standing: "revoked" } })], ["welcome", "revoked"]);
  const events = [move(1), move(2, { door: 7 })];
  assert.deepEqual([through({}, { events, inside: 2 }), through({}, { events: events.slice(0, 1) })], ["already_in", "welcome"]);
});

test("only what was done otherwise is a contradiction", () => {
  const pairs = [["welcome", "welcome"], ["", "welcome"], ["welcome", "already_in"], ["welcome", "revoked"], ["unknown", "welcome"], ["unknown", "cancelled"]];

  assert.deepEqual(pairs.map(([shown, said]) => contradiction(shown, said)), ["", "", "double", "other", "late", ""]);
});
