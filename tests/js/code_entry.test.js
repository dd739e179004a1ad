// The browser is pretended here, with a camera and a reader of codes; what is ours is real.
import assert from "node:assert/strict";
import { test } from "node:test";
import { mount } from "../../app/static/js/code_entry.js";

const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

function part() {
  const heard = {};
  return { heard, hidden: true, addEventListener: (name, work) => (heard[name] = work) };
}

function formOn(t, openCamera) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const kept = new Map();
  const parts = { video: { ...part(), readyState: 4, HAVE_CURRENT_DATA: 2, videoWidth: 640, play: async () => {} }, start: part(), trouble: part() };
  const focused = [];
  const form = {
    elements: { code: { ...part(), value: "" }, choice: [{ focus: () => focused.push("choice") }] },
    dataset: { engine: "/zxing/" },
    querySelector: (selector) => parts[selector.slice(6, -1)],
  };
  const browser = {
    sessionStorage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) },
    document: { hidden: false },
    navigator: { mediaDevices: openCamera && { getUserMedia: openCamera } },
    BarcodeDetector: Object.assign(class {}, { getSupportedFormats: async () => ["qr_code"] }),
  };
  browser.BarcodeDetector.prototype.detect = async () => [{ rawValue: "C1ABC" }];
  for (const [name, value] of Object.entries(browser)) Object.defineProperty(globalThis, name, { value, configurable: true });
  mount(form);
  return { form, parts, focused, kept };
}

const camera = async () => ({ getTracks: () => [] });

test("the camera writes the code and leads to the choice; it comes back by itself on the next page", async (t) => {
  const { form, parts, focused, kept } = formOn(t, camera);
  assert.equal(parts.start.hidden, false);
  await parts.start.heard.click();
  await settled();
  assert.deepEqual([form.elements.code.value, focused, parts.video.hidden, parts.start.hidden, parts.trouble.hidden], ["C1ABC", ["choice"], false, true, true]);

  form.elements.code.value = "";
  mount(form);
  while (!form.elements.code.value) await settled();
  assert.deepEqual([form.elements.code.value, kept.size], ["C1ABC", 1]);
});

test("who may not use the camera is told so and types; Enter of a hand scanner does not send the form", async (t) => {
  const { form, parts, focused, kept } = formOn(t, () => Promise.reject(new Error("not allowed")));
  await parts.start.heard.click();
  assert.deepEqual([parts.trouble.hidden, parts.start.hidden, parts.video.hidden, kept.size], [false, false, true, 0]);
  let isSent = true;
  for (const key of ["a", "Enter"]) form.elements.code.heard.keydown({ key, preventDefault: () => (isSent = false) });
  assert.deepEqual([isSent, focused], [false, ["choice"]]);
});

test("without a camera nobody is offered one", (t) => {
  assert.equal(formOn(t, null).parts.start.hidden, true);
});
