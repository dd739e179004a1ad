// Takes steps in the designer of badges back and again, by button or keyboard, also those for which the page came anew. A step is the
// whole form as it stood; the server draws it, and keeps nothing until "Keep".
const PAUSE_MS = 500; // typing without a longer pause is one step
const MOST = 50;
const APART = ["csrf_token", "do", "preview", "new"];

/** The steps with one more, which what was taken back gives way to; the same ones where nothing changed. */
export function noted({ states, at }, state) {
  if (states[at] === state) return { states, at };
  const kept = [...states.slice(0, at + 1), state].slice(-MOST);
  return { states: kept, at: kept.length - 1 };
}

/** The steps as they are so many further on or back; null where they end. */
export function moved({ states, at }, by) {
  return states[at + by] === undefined ? null : { states, at: at + by };
}

/** By how many steps a key goes on or back; 0 for any other key. */
export function wanted({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  if (!(ctrlKey || metaKey) || altKey) return 0;
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? 1 : -1;
  return letter === "y" && !shiftKey ? 1 : 0;
}

export function mount(tools) {
  const form = tools.closest("form");
  const place = `design-steps ${form.action}`;
  const buttons = { "-1": tools.querySelector("[data-step=back]"), 1: tools.querySelector("[data-step=forth]") };
  let steps = noted(JSON.parse(sessionStorage.getItem(place) ?? '{"states":[],"at":-1}'), stateOf(form));
  let timer;
  let isBusy = false;
  keep();
  tools.hidden = false;

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(note, PAUSE_MS);
  });
  form.addEventListener("submit", note);
  for (const [by, button] of Object.entries(buttons)) button.addEventListener("click", () => go(Number(by)));
  document.addEventListener("keydown", (event) => {
    const by = tools.isConnected ? wanted(event) : 0;
    if (!by) return;
    event.preventDefault();
    go(by);
  });

  function note() {
    clearTimeout(timer);
    steps = noted(steps, stateOf(form));
    keep();
  }

  function keep() {
    sessionStorage.setItem(place, JSON.stringify(steps));
    for (const [by, button] of Object.entries(buttons)) button.setAttribute("aria-disabled", String(!moved(steps, Number(by))));
  }

  async function go(by) {
    if (isBusy) return;
    note();
    const next = moved(steps, by);
    if (!next) return;
    isBusy = true;
    const page = await drawn(form, next.states[next.at]);
    isBusy = false;
    if (!page) return; // offline or logged out: all stays as it is
    sessionStorage.setItem(place, JSON.stringify(next));
    const told = by < 0 ? tools.dataset.textBack : tools.dataset.textForth;
    replace(page).querySelector("[data-module=design_steps] [data-said]").textContent = told;
  }
}

function stateOf(form) {
  return new URLSearchParams([...new FormData(form)].filter(([name]) => !APART.includes(name))).toString();
}

async function drawn(form, state) {
  const body = new URLSearchParams(state);
  body.set("csrf_token", form.elements.csrf_token.value);
  body.set("preview", "yes");
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main") : null;
}

/** Put a page that was drawn anew in the place of this one, with the focus and the open elements as they were. */
function replace(page) {
  const old = document.querySelector("main");
  const focused = document.activeElement?.id;
  for (const { id } of old.querySelectorAll("details[open]")) page.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  old.replaceWith(page);
  for (const element of page.querySelectorAll("[data-module]")) import(`./${element.dataset.module}.js`).then(({ mount: begin }) => begin(element));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  return page;
}
