import assert from "node:assert/strict";
import { test } from "node:test";
import { createAsking } from "../../app/static/js/board.js";

test("only what is new is shown, and asked for by what is known", async () => {
  const [asked, shown] = [[], []];
  const answers = [[200, "<p>1</p>", '"a"'], [304, "", '"a"'], [502, "", null], [200, "<p>2</p>", '"b"']];
  const get = async (_, { headers }) => {
    asked.push(headers["If-None-Match"]);
    const [status, body, etag] = answers.shift();
    return { ok: status === 200, status, text: async () => body, headers: { get: () => etag } };
  };
  const ask = createAsking({ url: "/now", told: (html) => shown.push(html), get });
  for (let turn = 0; turn < 4; turn += 1) await ask();

  assert.deepEqual(asked, [undefined, '"a"', '"a"', '"a"']);
  assert.deepEqual(shown, ["<p>1</p>", "<p>2</p>"]);
});
