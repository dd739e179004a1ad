// The host's list: a tap or a scan is kept at once, and the camera stays on. Without this the two forms do the same.
import { readCodes } from "./code_camera.js";

export function mount(root) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const [codes, video, start] = ["codes", "video", "start"].map(find);
  let last = Promise.resolve(); // one after the other: the next answer tells of what went before

  start.hidden = !navigator.mediaDevices;
  start.addEventListener("click", scan);
  codes.addEventListener("submit", typed);
  root.addEventListener("change", (event) => event.target.name === "here" && keep(find("list")));
  find("save").hidden = true;
  // What was ticked before this was loaded waits for the button that is hidden now.
  if ([...find("list").querySelectorAll("[name=here]")].some((box) => box.checked !== box.defaultChecked)) keep(find("list"));

  async function scan() {
    start.hidden = await readCodes(video, root.dataset.engine, read);
    find("trouble").hidden = start.hidden;
  }

  function read(code) {
    codes.elements.code.value = code;
    keep(codes);
  }

  function typed(event) {
    event.preventDefault();
    keep(codes);
  }

  /** Send a form and show the list as the server has it now; what has no answer is sent the plain way. */
  function keep(form) {
    const body = new FormData(form);
    last = last.then(() => send(form, body));
  }

  async function send(form, body) {
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
      codes.elements.code.value = "";
    } catch {
      find("list").requestSubmit();
    }
  }

  function show(page) {
    const list = page.querySelector("[data-list]");
    if (!list) return location.reload(); // the link has been renewed, or the rounds are gone
    find("list").replaceChildren(...list.childNodes);
    find("save").hidden = true;
    find("said").replaceChildren(...page.querySelectorAll(".notice, .error-summary"));
  }
}
