// The workbench of an assignment: dropping a card into another forum ticks it, chooses that forum and sends the form, so that
// dragging is only a quicker way to do what the form does. The answer replaces the page in place; what was open stays open.

import { mountFilter } from "./board_filter.js";

/** Whether a card may be dropped: into another forum, one that the select offers. */
export function mayDrop(offered, from, target) {
  return from !== target && offered.includes(target);
}

/** Which lists were opened or closed by hand, to be kept: [id, open]. */
export function openness(lists) {
  return [...lists].map(({ id, open }) => [id, open]);
}

export function mount(form) {
  // On phones six lists of people would be a page of a hundred screens.
  if (matchMedia("(max-width: 47.99em)").matches) for (const list of form.querySelectorAll("details")) list.open = false;
  attach(form);
}

function attach(form) {
  const board = form.querySelector(".board");
  const select = form.elements.forum;
  const columnOf = (element) => element.closest("[data-column]");
  mountFilter(form.querySelector("[data-text-found]"), board);
  let card = null;

  board.addEventListener("dragstart", (event) => {
    card = event.target.closest("[data-card]");
    event.dataTransfer.effectAllowed = "move";
    card?.classList.add("lifted");
  });
  board.addEventListener("dragover", (event) => {
    const column = columnOf(event.target);
    const fits = fitting(column);
    mark(fits ? column : null);
    if (fits) event.preventDefault();
  });
  board.addEventListener("dragend", () => {
    card?.classList.remove("lifted");
    card = null;
    mark(null);
  });
  board.addEventListener("drop", (event) => {
    const column = columnOf(event.target);
    if (!fitting(column)) return;
    event.preventDefault();
    for (const box of form.querySelectorAll("[name=person]")) box.checked = card.contains(box);
    select.value = column.dataset.column;
    form.requestSubmit();
  });
  let isPlain = false; // Once the network or the answer was odd, the form is sent the old way.
  form.addEventListener("submit", (event) => {
    if (isPlain) return;
    event.preventDefault();
    send(event.submitter).catch(() => {
      isPlain = true;
      form.requestSubmit(event.submitter);
    });
  });

  function fitting(column) {
    const offered = [...select.options].map(({ value }) => value);
    return Boolean(card && column) && mayDrop(offered, columnOf(card)?.dataset.column, column.dataset.column);
  }

  function mark(target) {
    for (const column of board.querySelectorAll("[data-column]")) column.classList.toggle("target", column === target);
  }

  async function send(button) {
    const body = new URLSearchParams(new FormData(form, button));
    // A button without an address of its own would say that of the page.
    const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
    const answer = await fetch(address, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const kept = openness(board.querySelectorAll("details"));
    const fresh = page.querySelector("main");
    for (const [id, open] of kept) fresh.querySelector(`#${CSS.escape(id)}`)?.toggleAttribute("open", open);
    const focused = document.activeElement?.id;
    document.querySelector("main").replaceWith(fresh);
    announce(fresh.querySelector("[role=status]")?.textContent ?? "");
    document.getElementById(focused)?.focus({ preventScroll: true });
    attach(fresh.querySelector("[data-module=workbench]"));
  }
}

/** Say aloud what happened: a region that comes with its words already in it would stay silent. */
function announce(words) {
  let region = document.getElementById("announcement");
  if (!region) {
    region = Object.assign(document.createElement("p"), { id: "announcement", className: "visually-hidden", ariaLive: "polite" });
    document.body.append(region);
  }
  region.textContent = words;
}
