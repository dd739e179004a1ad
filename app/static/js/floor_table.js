// The tables beneath a plan, read and written for the script that draws: the form stays the one place where things stand.
import { metres } from "./floor_shapes.js";

const SIDES = ["x", "y", "width", "depth", "turn"]; // which only pitches have

/** Where a part of the drawing stands in the form: {prefix, row}. */
export function placeOf(element) {
  const { pitch, fixture } = element.dataset;
  return pitch === undefined ? { prefix: "fixture-", row: fixture } : { prefix: "", row: pitch };
}

function field(form, { prefix, row }, name) {
  return form.elements[`${prefix}${name}-${row}`];
}

function sidesOf(form, place) {
  return SIDES.filter((side) => field(form, place, side));
}

export function boxIn(form, place) {
  return Object.fromEntries(sidesOf(form, place).map((side) => [side, metres(field(form, place, side).value)]));
}

/** Write a rectangle; returns what puts the old one back. */
export function writeBox(form, place, box) {
  const before = sidesOf(form, place).map((side) => [field(form, place, side), field(form, place, side).value, box[side] ?? 0]);
  for (const [input, , value] of before) input.value = String(value);
  return () => before.forEach(([input, value]) => (input.value = value));
}

/** The empty row at the end of a table. */
export function newPlace(form, prefix) {
  const rows = form.querySelectorAll(prefix ? "[data-fixture-row]" : "[data-row]");
  const last = rows[rows.length - 1];
  return { prefix, row: prefix ? last.dataset.fixtureRow : last.dataset.row };
}

/** Fill the rest of a new row: a pitch gets the number that follows, anything else its kind. Returns what empties it. */
export function writeKind(form, place, kind) {
  const input = field(form, place, place.prefix ? "kind" : "number");
  const before = input.value;
  input.value = place.prefix ? kind : (document.getElementById("number-row")?.value ?? "");
  return () => (input.value = before);
}

/** Send the form; resolves to the new page, or to {refused: words} when the rules say no. */
export async function send(form, extra = {}) {
  const body = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(extra)) body.append(name, value);
  const answer = await fetch(form.action, { method: "POST", body });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.ok) return { page };
  const words = page.querySelector(".error-summary li")?.textContent ?? page.querySelector("main p")?.textContent;
  return { refused: words ?? answer.statusText };
}
