// A form with a code: the camera writes it into the entry, and comes back by itself after each answer of the server.
import { readCodes } from "./code_camera.js";

const WAS_ON = "code-camera";

export function mount(form) {
  const [video, start, trouble] = ["video", "start", "trouble"].map((name) => form.querySelector(`[data-${name}]`));
  start.hidden = !navigator.mediaDevices;
  start.addEventListener("click", scan);
  if (!start.hidden && sessionStorage.getItem(WAS_ON)) scan();

  // A hand scanner ends with Enter, which would send the form before somebody has chosen.
  form.elements.code.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    form.elements.choice[0].focus();
  });

  async function scan() {
    start.hidden = await readCodes(video, form.dataset.engine, read);
    trouble.hidden = start.hidden;
    if (start.hidden) sessionStorage.setItem(WAS_ON, "yes");
    else sessionStorage.removeItem(WAS_ON);
  }

  function read(code) {
    form.elements.code.value = code;
    form.elements.choice[0].focus();
  }
}
