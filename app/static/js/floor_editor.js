// Drawing in the plan of a hall: every step fills in the tables beneath and sends them, so that rules, undo and the table see the same.
import { flat, isSomething } from "./floor_shapes.js";
import { dragging, pressing } from "./floor_steps.js";
import { boxIn, newPlace, placeOf, send, writeBox, writeKind } from "./floor_table.js";

const PATIENCE = 700; // ms after the last arrow key
const SVG = "http://www.w3.org/2000/svg";

export function mount(section) {
  const svg = section.querySelector("svg");
  const form = document.getElementById(section.dataset.form);
  const tool = section.querySelector("[data-tools] select");
  const said = section.querySelector("[data-said]");
  const floor = { width: Number(svg.dataset.width), depth: Number(svg.dataset.depth) };
  const parts = [...svg.querySelectorAll("[data-pitch], [data-fixture]")];
  const isMoving = () => ["move", "turn"].includes(tool.value);
  const ghost = document.createElementNS(SVG, "rect");
  let drag = null;
  let waiting = 0;
  let putBack = null; // what takes the steps back that were not sent yet

  section.querySelector("[data-tools]").hidden = false;
  ghost.classList.add("floor-ghost");
  svg.classList.add("floor-editing");
  tool.addEventListener("change", () => svg.classList.toggle("moves", isMoving()));
  svg.classList.toggle("moves", isMoving());
  for (const [index, part] of parts.entries()) {
    for (const [name, value] of Object.entries({ tabindex: index ? -1 : 0, role: "button", "aria-describedby": "floor-keys" })) part.setAttribute(name, value);
  }

  svg.addEventListener("pointerdown", (event) => {
    const at = point(event);
    const part = isMoving() ? event.target.closest(tool.value === "turn" ? "[data-pitch]" : "[data-pitch], [data-fixture]") : null;
    if (event.button !== 0 || (isMoving() && !part)) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    part?.focus({ preventScroll: true });
    const box = part && boxIn(form, placeOf(part));
    drag = { part, box, change: dragging(box, at, floor, tool.value === "turn") };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!drag) return;
    drag.now = drag.change(point(event));
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
    const now = part && pressing(boxIn(form, placeOf(part)), event, floor);
    if (!part || !(now || ["PageUp", "PageDown", "Delete"].includes(event.key))) return;
    event.preventDefault();
    if (event.key === "Delete") return void keep(() => {}, { step: "remove", tick: `${part.dataset.pitch ? "pitch" : "fixture"}-${placeOf(part).row}` });
    if (!now) return parts.at((parts.indexOf(part) + (event.key === "PageDown" ? 1 : -1)) % parts.length).focus();
    const restore = writeBox(form, placeOf(part), now);
    putBack ??= restore;
    show(now);
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(putBack), PATIENCE);
  });

  function point(event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  }

  function show(box) {
    const { x, y, width, depth, turn = 0 } = flat(box);
    const transform = `rotate(${turn} ${x + width / 2} ${y + depth / 2})`;
    for (const [name, value] of Object.entries({ x, y, width, height: depth, transform })) ghost.setAttribute(name, value);
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
