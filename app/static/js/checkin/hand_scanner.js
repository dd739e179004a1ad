// A hand scanner types wherever the cursor is, and ends with Enter: on a button that would press it.

/** Lead what a hand scanner types into `field`, unless somebody types into another one. */
export function catchHandScanner(field) {
  addEventListener("keydown", ({ target, key, ctrlKey, metaKey, altKey }) => {
    const isLetter = key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
    if (isLetter && !(target instanceof HTMLInputElement)) field.focus();
  });
}
