// Ranks forums over plain number selects, which stay what is sent: by buttons, arrow keys, or by dragging the number.
import { added, dropped, filled, isFull, moved, orderOf, rankOf, removed, rows } from "./wish_order.js";

export function mount(element) {
  const [texts, list, most] = [element.dataset, element.querySelector("ol"), Number(element.dataset.most)];
  const wishes = new Map([...list.children].map((row) => [row.dataset.forum, rowOf(row)]));
  const ids = [...wishes.keys()];
  const live = element.appendChild(Object.assign(document.createElement("p"), { className: "wish-status" }));
  live.setAttribute("role", "status");
  const isAway = (id) => wishes.get(id).row.hidden; // on days on which somebody does not come, see wish_days.js
  let all = orderOf(ids.map((id) => [id, wishes.get(id).select.value]), most);
  let order = all;

  for (const [id, wish] of wishes) {
    wish.select.hidden = true;
    const button = (action, act) => {
      const made = document.createElement("button");
      Object.assign(made, { type: "button", className: "btn", textContent: texts[`text${action}`], onclick: act });
      made.setAttribute("aria-label", filled(texts.textOf, { action: made.textContent, title: wish.title }));
      wish.buttons.append(made);
      return made;
    };
    wish.add = button("Add", () => change(added(order, id, most), id));
    wish.up = button("Up", () => change(moved(order, id, -1), id));
    wish.down = button("Down", () => change(moved(order, id, 1), id));
    wish.remove = button("Remove", () => change(removed(order, id), id));
    wish.row.addEventListener("keydown", (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step || !order.includes(id)) return;
      event.preventDefault();
      change(moved(order, id, step), id);
    });
    wish.handle.addEventListener("pointerdown", (event) => drag(event, id));
  }
  element.classList.add("ranked");
  element.querySelector(".form-text").textContent = texts.textHelp;
  element.addEventListener("attended", attend);
  attend();

  function attend() {
    order = all.filter((id) => !isAway(id)).slice(0, most); // what is not offered now keeps its place until it is again
    draw();
  }

  /** Take the new order over, say what happened, and leave the focus in the same row. */
  function change(next, id) {
    const [{ title }, focused] = [wishes.get(id), document.activeElement];
    const refused = next === order && !order.includes(id) && isFull(order, most);
    order = next;
    all = [...order, ...all.filter(isAway)];
    draw();
    if (list.contains(focused)) (focused.hidden ? wishes.get(id)[order.includes(id) ? "up" : "add"] : focused).focus();
    const rank = rankOf(order, id);
    if (refused) live.textContent = filled(texts.textFull, { most });
    else live.textContent = filled(rank ? texts.textPlaced : texts.textRemoved, { title, rank, count: order.length });
  }

  function draw() {
    for (const id of rows(order, ids).sort((one, other) => isAway(one) - isAway(other))) {
      const { row, select, handle, add, up, down, remove } = wishes.get(id);
      const rank = rankOf(order, id);
      select.value = rank;
      handle.textContent = rank;
      row.classList.toggle("chosen", rank !== "");
      add.hidden = rank !== "";
      add.setAttribute("aria-disabled", String(isFull(order, most)));
      up.hidden = down.hidden = remove.hidden = rank === "";
      list.append(row);
    }
  }

  function drag(start, id) {
    const { row, handle } = wishes.get(id);
    const shown = [...list.children].filter((other) => !other.hidden);
    const home = shown.indexOf(row);
    const others = shown.filter((other) => other !== row).map((other) => other.getBoundingClientRect());
    const middles = others.map(({ top, height }) => top + height / 2 + scrollY);
    let index = home;
    start.preventDefault();
    handle.setPointerCapture(start.pointerId);
    row.classList.add("lifted");
    handle.onpointermove = ({ pageY }) => {
      const target = middles.filter((middle) => middle < pageY).length;
      // The others step aside: a dragged row that left the document even for a moment would lose the pointer.
      for (; index < target; index += 1) row.before(row.nextElementSibling);
      for (; index > target; index -= 1) row.after(row.previousElementSibling);
    };
    handle.onpointerup = handle.onpointercancel = ({ type }) => {
      handle.onpointermove = handle.onpointerup = handle.onpointercancel = null;
      row.classList.remove("lifted");
      if (type === "pointerup" && index !== home) change(dropped(order, id, index, most), id);
      else draw();
    };
  }
}

function rowOf(row) {
  const find = (selector) => row.querySelector(selector);
  return { row, select: find("select"), handle: find(".wish-rank"), buttons: find(".wish-buttons"), title: find(".wish-title").textContent.trim() };
}
