// Adds a button that copies the text of a field: <div data-module="copy" data-text-copy="…" data-text-copied="…"><input readonly …></div>

export function mount(element) {
  const field = element.querySelector("input");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: element.dataset.textCopy });
  const answer = Object.assign(document.createElement("span"), { className: "form-text" });
  answer.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    answer.textContent = (await copied(field)) ? element.dataset.textCopied : "";
  });
  element.append(button, answer);
}

/** Put the field's text onto the clipboard. Where that is forbidden the text is marked, so that the keys for copying do it. */
export async function copied(field, clipboard = navigator.clipboard) {
  try {
    await clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return false;
  }
}
