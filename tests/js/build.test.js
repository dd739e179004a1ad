// The stylesheets as they are built: kept small, and free of what a strict content policy or a mirrored page would stumble over.
import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { test } from "node:test";

const built = new URL("../../app/static/built/", import.meta.url);
const sheet = (name) => readFile(new URL(name, built), "utf8");
const size = async (name) => (await stat(new URL(name, built))).size;

test("what a public page loads stays small", async () => {
  assert.ok((await size("theme.css.gz")) < 12_000);
  assert.ok((await size("organise.css.gz")) < 4_500);
});

test("no style asks another host or draws from an address", async () => {
  for (const name of ["theme.css", "organise.css", "gate.css"]) assert.ok(!/url\(|@import/.test(await sheet(name)), name);
});

test("the gate comes in one file", async () => {
  assert.ok((await size("gate.js.gz")) < 12_000);
  assert.ok(!/\bfrom ?"|import ?"/.test(await sheet("gate.js")));
});

test("right-to-left pages get a sheet of their own", async () => {
  assert.ok((await sheet("theme.css")).includes("background-position:right"));
  assert.ok((await sheet("theme.rtl.css")).includes("background-position:left"));
});

test("dark is worn by wish of the device and by choice", async () => {
  const theme = await sheet("theme.css");
  assert.ok(/prefers-color-scheme: ?dark/.test(theme));
  assert.ok(theme.includes(":root[data-bs-theme=dark]"));
});
