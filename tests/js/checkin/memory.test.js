import assert from "node:assert/strict";
import { test } from "node:test";
import { queueStore, remembered } from "../../../app/static/js/checkin/memory.js";

function storage() {
  const kept = new Map();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text) };
}

test("what is set is remembered, each congress for itself", () => {
  const kept = storage();
  remembered("place", kept).set("East");
  queueStore("autumn", kept).save({ scans: [1] });

  assert.equal(remembered("place", kept).get(), "East");
  assert.deepEqual([queueStore("autumn", kept).load(), queueStore("spring", kept).load()], [{ scans: [1] }, null]);
});

test("a browser that keeps nothing, or rubbish, is no obstacle", () => {
  const forbidden = { getItem: () => { throw new Error("forbidden"); }, setItem: () => { throw new Error("full"); } };
  const rubbish = { getItem: () => "{", setItem: () => {} };

  remembered("place", forbidden).set("East");
  assert.equal(remembered("place", forbidden).get(), "");
  assert.deepEqual([queueStore("a", forbidden).load(), queueStore("a", rubbish).load()], [null, null]);
});
