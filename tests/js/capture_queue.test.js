import assert from "node:assert/strict";
import { test } from "node:test";
import { judged, newKey, pause, queueIn, valueOf } from "../../app/static/js/capture_queue.js";

const store = () => {
  const kept = new Map();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text) };
};

test("entries wait in their order, in the store, until each is dropped; another one in its place stays", () => {
  const kept = store();
  const [first, second] = [[["text", "a"]], [["text", "b"]]];
  queueIn(kept, "forum").push(first);
  queueIn(kept, "forum").push(second);
  queueIn(kept, "other").push(second);
  queueIn(kept, "forum").drop(second);
  assert.deepEqual(queueIn(kept, "forum").entries(), [first, second]);
  queueIn(kept, "forum").drop(first);
  queueIn(kept, "forum").drop(first);
  assert.deepEqual(queueIn(kept, "forum").entries(), [second]);
});

test("only what the rules refuse is given up", () => {
  assert.deepEqual([200, 303, 400, 404, 409, 422, 429, 500, 503].map(judged), ["done", "again", "token", "refused", "refused", "refused", "again", "again", "again"]);
  assert.deepEqual([0, 1, 9].map(pause), [500, 1000, 5000]);
  assert.equal(valueOf([["text", "a"]], "text"), "a");
  assert.notEqual(newKey(), newKey());
});
