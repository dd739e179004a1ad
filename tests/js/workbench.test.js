import assert from "node:assert/strict";
import { test } from "node:test";
import { holds, plain } from "../../app/static/js/board_filter.js";
import { mayDrop, openness } from "../../app/static/js/workbench.js";

test("a card may go to any other forum that the form offers", () => {
  assert.equal(mayDrop(["1", "2", "free"], "1", "2"), true);
  assert.equal(mayDrop(["1", "2", "free"], undefined, "2"), true); // from those without a place
  assert.equal(mayDrop(["1", "2", "free"], "2", "2"), false);
  assert.equal(mayDrop(["1", "2", "free"], "1", "3"), false);
});

test("lists stay as they were opened and closed", () => {
  assert.deepEqual(openness([{ id: "forum-1", open: true }, { id: "forum-2", open: false }]), [["forum-1", true], ["forum-2", false]]);
});

test("people are found by any part of what stands on their card, whatever the accents", () => {
  const card = plain("Samira Öztürk  Verein für Patenschaften");
  assert.deepEqual([["ozt"], ["saMIRA", "für"], ["ozt", "ben"]].map((words) => holds(card, words.map(plain))), [true, true, false]);
});
