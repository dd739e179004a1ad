import assert from "node:assert/strict";
import { test } from "node:test";
import { arrow, drawn, isSomething, metres, moved, resized, snapped } from "../../app/static/js/floor_shapes.js";

const floor = { width: 20, depth: 10 };
const box = { x: 1, y: 1, width: 3, depth: 2 };

test("lengths keep to the grid, without dust", () => {
  assert.deepEqual([snapped(0.1 + 0.2), snapped(1.26), metres("2,5"), metres(" 2.5 "), metres("x")], [0.3, 1.3, 2.5, 2.5, 0]);
});

test("what is moved or resized stays within the walls and keeps a size", () => {
  assert.deepEqual(moved(box, 0.52, -9, floor), { x: 1.5, y: 0, width: 3, depth: 2 });
  assert.deepEqual(moved(box, 99, 99, floor), { x: 17, y: 8, width: 3, depth: 2 });
  assert.deepEqual(resized(box, 99, -99, floor), { x: 1, y: 1, width: 19, depth: 0.3 });
});

test("a rectangle is drawn in any direction; a slip of the hand is none", () => {
  assert.deepEqual(drawn({ x: 5, y: 5 }, { x: 2, y: 6.04 }, floor), { x: 2, y: 5, width: 3, depth: 1 });
  assert.equal(isSomething(drawn({ x: 5, y: 5 }, { x: 5.1, y: 9 }, floor)), false);
  assert.deepEqual([arrow("ArrowUp"), arrow("Enter")], [[0, -0.1], null]);
});
