import assert from "node:assert/strict";
import { test } from "node:test";
import { neighbour, orderOf } from "../../app/static/js/field_order.js";

const LISTS = [
  { mark: "/you", keys: ["name", "email"] },
  { mark: "/wishes", keys: ["food"] },
  { mark: "/check", keys: [] },
];

test("the order names each step before its questions", () => {
  assert.equal(orderOf(LISTS), "/you name email /wishes food /check");
});

test("a step beyond an end leads into the next list, and nowhere beyond the last", () => {
  assert.deepEqual(neighbour(LISTS, 0, 1, 1), { list: 1, index: 0 });
  assert.deepEqual(neighbour(LISTS, 1, 0, -1), { list: 0, index: 2 });
  assert.deepEqual(neighbour(LISTS, 0, 0, 1), { list: 0, index: 1 });
  assert.deepEqual([neighbour(LISTS, 0, 0, -1), neighbour(LISTS, 2, 0, 1)], [null, null]);
});
