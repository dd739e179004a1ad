import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOf, linesOf } from "../../app/static/js/answers.js";

const texts = { textMissing: "Please fill this in.", textEmail: "The address is not complete." };

test("a good answer has no fault", () => {
  assert.equal(faultOf({ valid: true }, texts, "browser"), "");
});

test("a fault is told in the page's words where it has some, else in the browser's", () => {
  assert.equal(faultOf({ valid: false, valueMissing: true }, texts, "browser"), "Please fill this in.");
  assert.equal(faultOf({ valid: false, typeMismatch: true }, texts, "browser"), "The address is not complete.");
  assert.equal(faultOf({ valid: false, rangeOverflow: true }, texts, "browser"), "browser");
});

test("the summary leaves out what was not answered", () => {
  assert.deepEqual(linesOf([{ text: "vegetarian" }, { text: "" }]), ["vegetarian"]);
  assert.deepEqual(linesOf([{ text: "" }]), []);
});

test("wishes stand in the summary in their order, with their numbers", () => {
  const given = [{ text: "Forum 1", rank: 10 }, { text: "", rank: 0 }, { text: "Forum 3", rank: 2 }];
  assert.deepEqual(linesOf(given), ["2. Forum 3", "10. Forum 1"]);
});
