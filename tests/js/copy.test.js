import assert from "node:assert/strict";
import { test } from "node:test";
import { copied } from "../../app/static/js/copy.js";

test("the whole text of the field is copied", async () => {
  const written = [];
  const clipboard = { writeText: async (text) => written.push(text) };

  assert.equal(await copied({ value: "https://example.org/calendar.ics" }, clipboard), true);
  assert.deepEqual(written, ["https://example.org/calendar.ics"]);
});

test("where copying is forbidden the text is marked instead", async () => {
  let marked = 0;

  assert.equal(await copied({ value: "x", select: () => (marked += 1) }, null), false);
  assert.equal(marked, 1);
});
