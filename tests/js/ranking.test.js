import assert from "node:assert/strict";
import { test } from "node:test";
import { filled } from "../../app/static/js/ranking.js";

test("a text is filled with what it names and keeps what it does not know", () => {
  assert.equal(filled("{title}: {rank} of {count}, {other}", { title: "Forum {rank}", rank: 1, count: 3 }), "Forum {rank}: 1 of 3, {other}");
});
