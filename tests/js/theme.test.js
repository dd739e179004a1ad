import assert from "node:assert/strict";
import { test } from "node:test";
import { applyTheme, storedTheme, storeTheme } from "../../app/static/js/theme.js";

function storage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
}

const forbidden = () => {
  throw new Error("storage is switched off");
};

test("a chosen appearance is found again", () => {
  const browser = storage();
  storeTheme(() => browser, "dark");
  assert.equal(storedTheme(() => browser), "dark");
});

test("choosing what the device says forgets the choice", () => {
  const browser = storage();
  storeTheme(() => browser, "dark");
  storeTheme(() => browser, "");
  assert.equal(storedTheme(() => browser), "");
});

test("what is no appearance counts as none", () => {
  const browser = storage();
  browser.setItem("theme", "pink");
  assert.equal(storedTheme(() => browser), "");
});

test("a browser that keeps nothing is no error", () => {
  storeTheme(forbidden, "dark");
  assert.equal(storedTheme(forbidden), "");
});

test("the page wears the choice, and nothing of ours when the device decides", () => {
  const root = { dataset: {} };
  applyTheme(root, "dark");
  assert.deepEqual(root.dataset, { bsTheme: "dark" });
  applyTheme(root, "");
  assert.deepEqual(root.dataset, {});
});
