import assert from "node:assert/strict";
import { test } from "node:test";
import { added, dropped, filled, isFull, moved, orderOf, rankOf, removed, rows } from "../../app/static/js/wish_order.js";
import { isMissed } from "../../app/static/js/wish_days.js";

test("the order follows the numbers of the selects, not their places on the page", () => {
  assert.deepEqual(orderOf([["a", "3"], ["b", ""], ["c", "1"], ["d", "2"]], 3), ["c", "d", "a"]);
});

test("a number given twice keeps the order of the page, and no more wishes than allowed are taken over", () => {
  assert.deepEqual(orderOf([["a", "1"], ["b", "1"], ["c", "2"]], 2), ["a", "b"]);
});

test("a select shows the rank of its forum, or nothing", () => {
  assert.equal(rankOf(["c", "a"], "a"), "2");
  assert.equal(rankOf(["c", "a"], "b"), "");
});

test("a forum is added at the end, once, and only while there is room", () => {
  assert.deepEqual(added(["a"], "b", 2), ["a", "b"]);
  assert.deepEqual(added(["a", "b"], "a", 3), ["a", "b"]);
  assert.deepEqual(added(["a", "b"], "c", 2), ["a", "b"]);
  assert.equal(isFull(["a", "b"], 2), true);
});

test("a forum is taken out and the others move up", () => {
  assert.deepEqual(removed(["a", "b", "c"], "b"), ["a", "c"]);
});

test("a wish moves one place and stops at either end", () => {
  assert.deepEqual(moved(["a", "b", "c"], "c", -1), ["a", "c", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], "a", -1), ["a", "b", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], "c", 1), ["a", "b", "c"]);
  assert.deepEqual(moved(["a"], "z", 1), ["a"]);
});

test("a row dropped among the wishes takes that place", () => {
  assert.deepEqual(dropped(["a", "b"], "z", 0, 3), ["z", "a", "b"]);
  assert.deepEqual(dropped(["a", "b", "c"], "a", 1, 3), ["b", "a", "c"]);
});

test("a row dropped right behind the wishes becomes the last of them", () => {
  assert.deepEqual(dropped(["a", "b"], "z", 2, 3), ["a", "b", "z"]);
  assert.deepEqual(dropped(["a", "b"], "a", 1, 3), ["b", "a"]);
});

test("a wish dropped among the others is no wish any more", () => {
  assert.deepEqual(dropped(["a", "b"], "a", 2, 3), ["b"]);
});

test("a full list refuses another row", () => {
  assert.deepEqual(dropped(["a", "b"], "z", 0, 2), ["a", "b"]);
});

test("the page shows the wishes first, then the rest as it was", () => {
  assert.deepEqual(rows(["c", "a"], ["a", "b", "c", "d"]), ["c", "a", "b", "d"]);
});

test("no step of any walk breaks the order: no double, never too long", () => {
  const ids = ["a", "b", "c", "d", "e"];
  let order = [];
  for (let step = 0; step < 500; step += 1) {
    const id = ids[(step * 7) % 5];
    const turn = step % 4;
    if (turn === 0) order = added(order, id, 3);
    if (turn === 1) order = moved(order, id, step % 3 === 0 ? 1 : -1);
    if (turn === 2) order = dropped(order, id, step % 5, 3);
    if (turn === 3 && step % 8 === 3) order = removed(order, id);
    assert.equal(new Set(order).size, order.length);
    assert.ok(order.length <= 3);
  }
});

test("a text is filled with what it names and keeps what it does not know", () => {
  assert.equal(filled("{title}: {rank} of {count}, {other}", { title: "Forum {rank}", rank: 1, count: 3 }), "Forum {rank}: 1 of 3, {other}");
});

test("a forum is out of reach on a day that is not ticked, unless none is", () => {
  assert.deepEqual([isMissed("2027-03-13", []), isMissed("2027-03-13", ["2027-03-13"]), isMissed("2027-03-13", ["2027-03-12"])], [false, false, true]);
});
