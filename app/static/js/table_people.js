// The host's list: a tap or a scan is kept at once, and the camera stays on. Without this the two forms do the same.
const PARTS = ["camera", "decoder", "repeats", "scanner"]; // of the gate; fetched only when somebody wants to scan

export function mount(root) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const [codes, video, start] = ["codes", "video", "start"].map(find);
  let last = Promise.resolve(); // one after the other: the next answer tells of what went before

  start.hidden = !navigator.mediaDevices;
  start.addEventListener("click", scan);
  codes.addEventListener("submit", typed);
  root.addEventListener("change", (event) => event.target.name === "here" && keep(find("list")));
  find("save").hidden = true;

  async function scan() {
    const [{ Camera }, { createDecoder }, { createRepeats }, { watch }] = await Promise.all(PARTS.map((part) => import(`./checkin/${part}.js`)));
    try {
      await new Camera(video).open();
    } catch {
      find("trouble").hidden = false;
      return;
    }
    [video.hidden, start.hidden] = [false, true];
    const isRepeat = createRepeats();
    watch(video, await createDecoder(root.dataset.engine), (code) => isRepeat(code, Date.now()) || read(code));
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
