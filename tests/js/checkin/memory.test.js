import assert from "node:assert/strict";
import { test } from "node:test";
import { remembered } from "../../../app/static/js/checkin/memory.js";

function storage() {
  const kept = new Map();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text) };
}

test("what is set is remembered, and a browser that keeps nothing is no obstacle", () => {
  const [kept, forbidden] = [storage(), { getItem: () => { throw new Error("forbidden"); }, setItem: () => { throw new Error("full"); } }];
  for (const place of [kept, forbidden]) remembered("camera", place).set("back");

  assert.deepEqual([kept, forbidden].map((place) => remembered("camera", place).get()), ["back", ""]);
});
