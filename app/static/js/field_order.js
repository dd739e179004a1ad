// Orders the questions of a form at once, across steps: by dragging the handle, or by the buttons, which keep the focus.
// Without it each button is a form of its own. What is kept is what the server answers.
import { filled } from "./wish_order.js";

/** The order as the server takes it: the mark of each step before its keys. `lists` are [{mark, keys}]. */
export function orderOf(lists) {
  return lists.flatMap(({ mark, keys }) => [mark, ...keys]).join(" ");
}

/** Where an entry of `lists` goes by one step: {list, index}, into the next list at an end; null where there is no further. */
export function neighbour(lists, list, index, step) {
  const target = index + step;
  if (target >= 0 && target < lists[list].keys.length) return { list, index: target };
  const other = list + step;
  if (other < 0 || other >= lists.length) return null;
  return { list: other, index: step < 0 ? lists[other].keys.length : 0 };
}

export function mount(element) {
  const texts = element.dataset;
  const sections = [...element.querySelectorAll("[data-mark]")];
  const form = element.querySelector("form");
  const live = element.querySelector("[role=status]");
  for (const row of element.querySelectorAll("[data-key]")) {
    const handle = Object.assign(document.createElement("span"), { className: "drag-handle", textContent: "⠿", title: texts.textDrag });
    handle.setAttribute("aria-hidden", "true"); // the buttons do the same by keyboard
    row.prepend(handle);
    handle.addEventListener("pointerdown", (event) => drag(event, row, handle));
    row.querySelector("form").addEventListener("submit", (event) => step(event, row));
  }

  const rowsOf = (section) => [...section.children];
  const lists = () => sections.map((section) => ({ mark: section.dataset.mark, keys: rowsOf(section).map((row) => row.dataset.key) }));

  function step(event, row) {
    const section = sections.indexOf(row.parentElement);
    const by = event.submitter.value === "up" ? -1 : 1;
    const target = neighbour(lists(), section, rowsOf(row.parentElement).indexOf(row), by);
    event.preventDefault();
    if (!target) return;
    const undo = homeOf(row);
    row.remove();
    sections[target.list].insertBefore(row, rowsOf(sections[target.list])[target.index] ?? null);
    event.submitter.focus();
    keep(row, undo);
  }

  function drag(start, row, handle) {
    start.preventDefault();
    handle.setPointerCapture(start.pointerId);
    row.classList.add("lifted");
    let target = null;
    handle.onpointermove = ({ clientX, clientY }) => {
      const over = document.elementsFromPoint(clientX, clientY).map((one) => one.closest?.("[data-key]")).find((one) => one && one !== row);
      element.querySelector(".drop-here")?.classList.remove("drop-here", "below");
      if (!over) return;
      const box = over.getBoundingClientRect();
      target = { over, below: clientY > box.top + box.height / 2 };
      over.classList.add("drop-here");
      over.classList.toggle("below", target.below);
    };
    handle.onpointerup = handle.onpointercancel = ({ type }) => {
      handle.onpointermove = handle.onpointerup = handle.onpointercancel = null;
      row.classList.remove("lifted");
      element.querySelector(".drop-here")?.classList.remove("drop-here", "below");
      if (type !== "pointerup" || !target) return;
      const undo = homeOf(row);
      target.over[target.below ? "after" : "before"](row);
      keep(row, undo);
    };
  }

  /** Send the new order; where the rules refuse it, say why and put the row back. */
  async function keep(row, undo) {
    const body = new FormData(form);
    body.set("order", orderOf(lists()));
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
    const refused = page.querySelector(".notice.refused")?.textContent.trim();
    if (!answer?.ok || refused) {
      undo();
      live.textContent = refused ?? "";
      return;
    }
    const place = rowsOf(row.parentElement).indexOf(row) + 1;
    live.textContent = filled(texts.textPlaced, { label: row.querySelector("a").textContent, place, count: row.parentElement.children.length });
  }
}

function homeOf(row) {
  const { parentElement, nextElementSibling } = row;
  return () => parentElement.insertBefore(row, nextElementSibling);
}
