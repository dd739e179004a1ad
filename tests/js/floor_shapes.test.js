import assert from "node:assert/strict";
import { test } from "node:test";
import { cornerOf, drawn, flat, isSomething, metres, middleOf, moved, resized, snapped, turned } from "../../app/static/js/floor_shapes.js";
import { dragging, pressing } from "../../app/static/js/floor_steps.js";

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
});

test("a turned rectangle keeps its middle, grows along its own sides and stays within the walls", () => {
  const upright = turned({ ...box, turn: 0 }, 90);
  assert.deepEqual(upright, { x: 1.5, y: 0.5, width: 3, depth: 2, turn: 90 });
  assert.deepEqual(flat(upright), { ...box, turn: 90 });
  assert.deepEqual([turned(upright, 15).turn, turned(upright, -180).turn, turned(box, -90).turn], [-75, 90, 90]);
  assert.deepEqual(moved(upright, -9, 99, floor), { ...upright, x: 0, y: 7 });
  const slanted = turned(box, 30);
  const upperLeft = (one) => middleOf(one).map((middle, side) => (2 * middle - Object.values(cornerOf(one))[side]).toFixed(2));
  const longer = resized(slanted, 1, 0.5, floor);
  assert.deepEqual([longer.width, longer.depth, longer.turn], [4, 2.5, 30]);
  assert.deepEqual(upperLeft(longer), upperLeft(slanted));
});

test("dragging moves, resizes at the corner, turns about the middle or draws; keys do the same", () => {
  const at = (x, y) => ({ x, y });
  const pitch = { ...box, turn: 0 };
  assert.deepEqual(dragging(pitch, at(2, 2), floor, false)(at(3, 2)), { ...pitch, x: 2 });
  assert.deepEqual(dragging(pitch, at(4, 3), floor, false)(at(5, 3.5)), { ...pitch, width: 4, depth: 2.5 });
  assert.equal(dragging(pitch, at(4, 2), floor, true)(at(2.5, 9)).turn, 90);
  assert.deepEqual(dragging(null, at(5, 5), floor, false)(at(7, 8)), { x: 5, y: 5, width: 2, depth: 3 });
  const press = (key, shiftKey = false, what = pitch) => pressing(what, { key, shiftKey }, floor);
  assert.deepEqual([press("ArrowUp"), press("ArrowRight", true)], [{ ...pitch, y: 0.9 }, { ...pitch, width: 3.1 }]);
  assert.deepEqual([press("r").turn, press("R", true).turn, press("Enter"), press("r", false, box)], [15, -15, null, null]);
});
