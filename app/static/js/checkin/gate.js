// The gate: camera, hand scanner and typing lead to the desk; what it decides fills the screen at once, the server hears of it when it can.
import { openDatabase } from "./database.js";
import { Desk } from "./desk.js";
import { enrol } from "./enrolment.js";
import { Exchange } from "./exchange.js";
import { keepPage } from "./keeping.js";
import { createLink } from "./link.js";
import { createRepeats } from "./repeats.js";
import { Screen } from "./screen.js";
import { play, wake } from "./signals.js";
import { mountState } from "./state.js";
import { mountView } from "./view.js";
import { describe, fill, isCounted } from "./verdicts.js";

export async function mount(root) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const { congress, api, engine, worker, phrases: text } = root.dataset;
  const phrases = JSON.parse(text);
  const screen = new Screen({ verdict: find("verdict"), last: find("last"), root });
  const isFit = globalThis.indexedDB && globalThis.crypto?.subtle;
  if (!isFit) return screen.say(phrases.unfit);

  const desk = await new Desk({ database: await openDatabase(congress) }).open();
  const link = createLink({ base: api, key: () => desk.state.key });
  const state = mountState(root, { desk, phrases, screen });
  const exchange = new Exchange({ desk, link, battery, changed: state.draw, answered, ended: () => state.end(phrases.gone) });
  const isRepeat = createRepeats();
  const entry = find("entry");
  let latest = null; // {id, at, guest, verdict}: what the screen shows, or showed last

  await enrol({ desk, link, phrases, screen });
  if (desk.state.key) keepPage({ worker, engine });
  mountView(root, { engine, phrases, found: (code) => isRepeat(code, Date.now()) || scan(code), started: wake });
  entry.addEventListener("submit", typed);
  addEventListener("keydown", catchHandScanner);
  find("undo").addEventListener("click", undo);
  for (const moment of ["online", "focus"]) addEventListener(moment, () => exchange.refresh());
  root.dataset.ready = "";
  await state.draw();
  exchange.start();

  async function scan(code) {
    if (!desk.state.device) return;
    latest = await desk.scan(code);
    show(latest);
    find("undo").disabled = !isCounted(latest);
    exchange.run().then(state.draw);
    state.draw();
  }

  /** The server sees it otherwise: whoever still stands there is told at once. */
  function answered(result) {
    if (result.scan_id !== latest?.id || result.verdict === latest.verdict) return;
    const first = result.first && { ...result.first, at: Date.parse(result.first.at) };
    latest = { ...latest, verdict: result.verdict, first, guest: latest.guest ?? state.guestOf(result.guest) };
    show(latest);
    find("undo").disabled = !isCounted(latest);
  }

  function show(decided) {
    const context = { zone: desk.state.zone, locale: document.documentElement.lang, now: new Date(), roles: desk.state.roles };
    const told = describe(decided, phrases, context);
    screen.show(told);
    play(told.tone);
  }

  function typed(event) {
    event.preventDefault();
    wake();
    const field = entry.elements.code;
    if (field.value.trim()) scan(field.value);
    field.value = "";
  }

  /** A hand scanner types wherever the cursor is, and ends with Enter: on a button that would press it. */
  function catchHandScanner({ target, key, ctrlKey, metaKey, altKey }) {
    const isLetter = key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
    if (isLetter && !(target instanceof HTMLInputElement)) entry.elements.code.focus();
  }

  async function undo() {
    find("undo").disabled = true;
    await desk.undo(latest.id);
    screen.say(fill(phrases.undone, { name: latest.guest?.n ?? "" }));
    latest = null;
    exchange.run().then(state.draw);
  }
}

async function battery() {
  const found = await navigator.getBattery?.().catch(() => null);
  return found ? Math.round(found.level * 100) : null;
}
