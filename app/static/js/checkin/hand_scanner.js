// A hand scanner types wherever the cursor is, and ends with Enter: on a button that would press it. Some end with Tab.
import { readCode } from "./codes.js";

/** Lead what a hand scanner types into `field`, unless somebody types into another one. */
export function catchHandScanner(field) {
  addEventListener("keydown", (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    const isLetter = key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
    if (isLetter && !(target instanceof HTMLInputElement)) field.focus();
    if (key !== "Tab" || target !== field || !readCode(field.value)) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
}

/** What was meant for other words was a badge: give it to `scan`, and tell that it was one. */
export function isScanned(field, scan) {
  const code = readCode(field.value);
  if (!code) return false;
  field.value = "";
  scan(code);
  return true;
}
