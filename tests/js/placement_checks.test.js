import assert from "node:assert/strict";
import { test } from "node:test";
import { placing, sentence } from "../../app/static/js/placement_checks.js";

test("a pitch fits, has something in the way, or is where the stand is", () => {
  assert.deepEqual(["A1", "A2", "A3"].map((number) => placing({ A1: "", A2: "too small" }, number)), ["fits", "unfit", "home"]);
  assert.equal(sentence("{stand} is lifted, {other}", { stand: "A $& B" }), "A $& B is lifted, {other}");
});
