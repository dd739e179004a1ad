import assert from "node:assert/strict";
import { test } from "node:test";
import { createCount } from "../../../app/static/js/checkin/count.js";

const answer = (status, body, etag) => ({ ok: status === 200, status, json: async () => body, headers: new Map([["ETag", etag]]) });

test("the count is asked for with the version known, and told only when it is new", async () => {
  const answers = [answer(200, { present: 1 }, 'W/"1"'), answer(304, null, 'W/"1"'), answer(200, { present: 2 }, 'W/"2"')];
  const asked = [];
  const told = [];
  const get = async (url, { headers }) => (asked.push(headers["If-None-Match"] ?? ""), answers.shift());
  const ask = createCount({ url: "/attendance", told: ({ present }) => told.push(present), get });

  for (let i = 0; i < 3; i += 1) await ask();

  assert.deepEqual(asked, ["", 'W/"1"', 'W/"1"']);
  assert.deepEqual(told, [1, 2]);
});
