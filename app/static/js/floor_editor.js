// Drawing in the plan of a hall: every step fills in the tables beneath and sends them, so that rules, undo and the table see the same.
import { arrow, drawn, isSomething, moved, resized } from "./floor_shapes.js";
import { boxIn, newPlace, placeOf, send, writeBox, writeKind } from "./floor_table.js";

const GRIP = 0.45; // metres from the lower right corner that resize
const PATIENCE = 700; // ms after the last arrow key
const SVG = "http://www.w3.org/2000/svg";

export function mount(section) {
  const svg = section.querySelector("svg");
  const form = document.getElementById(section.dataset.form);
  const tool = section.querySelector("[data-tools] select");
  const said = section.querySelector("[data-said]");
  const floor = { width: Number(svg.dataset.width), depth: Number(svg.dataset.depth) };
  const parts = [...svg.querySelectorAll("[data-pitch], [data-fixture]")];
  const ghost = document.createElementNS(SVG, "rect");
  let drag = null;
  let waiting = 0;
  let putBack = null; // what takes the steps back that were not sent yet

  section.querySelector("[data-tools]").hidden = false;
  ghost.classList.add("floor-ghost");
  svg.classList.add("floor-editing");
  tool.addEventListener("change", () => svg.classList.toggle("moves", tool.value === "move"));
  svg.classList.toggle("moves", tool.value === "move");
  for (const [index, part] of parts.entries()) {
    for (const [name, value] of Object.entries({ tabindex: index ? -1 : 0, role: "button", "aria-describedby": "floor-keys" })) part.setAttribute(name, value);
  }

  svg.addEventListener("pointerdown", (event) => {
    const at = point(event);
    const part = tool.value === "move" ? event.target.closest("[data-pitch], [data-fixture]") : null;
    if (event.button !== 0 || (tool.value === "move" && !part)) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    part?.focus({ preventScroll: true });
    const box = part && boxIn(form, placeOf(part));
    const isGrip = box && Math.hypot(box.x + box.width - at.x, box.y + box.depth - at.y) < GRIP;
    drag = { at, part, box, change: !part ? (dx, dy) => drawn(at, { x: at.x + dx, y: at.y + dy }, floor) : (dx, dy) => (isGrip ? resized : moved)(box, dx, dy, floor) };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const to = point(event);
    drag.now = drag.change(to.x - drag.at.x, to.y - drag.at.y);
    show(drag.now);
  });
  svg.addEventListener("pointercancel", () => end());
  svg.addEventListener("pointerup", () => {
    const { part, box, now } = drag ?? {};
    end();
    if (!now || !isSomething(now) || (box && Object.keys(box).every((side) => box[side] === now[side]))) return;
    const place = part ? placeOf(part) : newPlace(form, tool.value === "pitch" ? "" : "fixture-");
    const empty = part ? () => {} : writeKind(form, place, tool.value);
    const restore = writeBox(form, place, now);
    keep(() => [empty(), restore()]);
  });
  svg.addEventListener("keydown", (event) => {
    const part = event.target.closest("[data-pitch], [data-fixture]");
    const step = arrow(event.key);
    if (!part || !(step || ["PageUp", "PageDown", "Delete"].includes(event.key))) return;
    event.preventDefault();
    if (event.key === "Delete") return void keep(() => {}, { step: "remove", tick: `${part.dataset.pitch ? "pitch" : "fixture"}-${placeOf(part).row}` });
    if (!step) return parts.at((parts.indexOf(part) + (event.key === "PageDown" ? 1 : -1)) % parts.length).focus();
    const now = (event.shiftKey ? resized : moved)(boxIn(form, placeOf(part)), ...step, floor);
    const restore = writeBox(form, placeOf(part), now);
    putBack ??= restore;
    show(now);
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(putBack), PATIENCE);
  });

  function point(event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  }

  function show({ x, y, width, depth }) {
    for (const [name, value] of Object.entries({ x, y, width, height: depth })) ghost.setAttribute(name, value);
    svg.append(ghost);
  }

  function end() {
    drag = null;
    ghost.remove();
  }

  async function keep(restore, extra) {
    const { page, refused } = await send(form, extra).catch((fault) => ({ refused: fault.message }));
    putBack = null;
    ghost.remove();
    if (refused) restore();
    if (refused) return void (said.textContent = `${refused} ${section.dataset.textRefused}`);
    const [focused, chosen] = [document.activeElement?.id, tool.value];
    document.querySelector("main").replaceWith(page.querySelector("main"));
    const fresh = document.querySelector("[data-module=floor_editor]");
    fresh.querySelector("[data-tools] select").value = chosen;
    mount(fresh);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    fresh.querySelector("[data-said]").textContent = section.dataset.textMoved;
  }
}
