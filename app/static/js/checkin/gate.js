// The gate: camera, hand scanner and typing lead to the desk; what it decides fills the screen at once, the server hears of it when it can.
import { battery } from "./battery.js";
import { openDatabase } from "./database.js";
import { Desk } from "./desk.js";
import { catchHandScanner } from "./hand_scanner.js";
import { leadToDesk, leadToQuestions } from "./desk_way.js";
import { enrol } from "./enrolment.js";
import { Exchange } from "./exchange.js";
import { isMove } from "./judge.js";
import { keepPage } from "./keeping.js";
import { inALull } from "./lull.js";
import { createLink } from "./link.js";
import { createRepeats } from "./repeats.js";
import { Screen } from "./screen.js";
import { play, wake } from "./signals.js";
import { mountSearch } from "./search.js";
import { guestOf, mountState } from "./state.js";
import { mountView } from "./view.js";
import { mountVouching } from "./vouching.js";
import { describe, fill } from "./verdicts.js";

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
  const draw = inALull(state.draw);
  const exchange = new Exchange({ desk, link, battery, changed: draw, answered, ended: () => state.end(phrases.gone) });
  const isRepeat = createRepeats();
  const tell = inALull(() => (draw(), exchange.run()));
  const entry = find("entry");
  let latest = null; // {id, at, guest, verdict}: what the screen shows, or showed last

  await enrol({ desk, link, phrases, screen });
  if (desk.state.key) keepPage({ worker, engine }).then((isKept) => (root.toggleAttribute("data-kept", isKept), state.draw()));
  mountView(root, { engine, phrases, found: (code) => isRepeat(code, Date.now()) || scan(code), started: wake });
  entry.addEventListener("submit", typed);
  catchHandScanner(entry.elements.code);
  find("undo").addEventListener("click", undo);
  for (const page of ["desk", "prints"]) leadToDesk(find(page), page, { desk, link, exchange });
  leadToQuestions(find("questions"), { desk, link, exchange, latest: () => latest?.id, failed: () => screen.say(phrases.askOffline) });
  find("exit").addEventListener("click", () => find("exit").setAttribute("aria-pressed", !isPressed("exit")));
  const admitted = (decided) => (show(decided), exchange.refresh());
  mountSearch(find("search"), { link, phrases, admitted, scan });
  const offerVouching = mountVouching(find("vouching"), { desk, link, admitted, scan, failed: () => screen.say(phrases.searchOffline) });
  for (const moment of ["online", "focus"]) addEventListener(moment, () => exchange.refresh());
  root.dataset.ready = "";
  await state.draw();
  exchange.start();

  async function scan(code) {
    if (!desk.state.device) return;
    show(await desk.scan(code, { isExit: isPressed("exit") }));
    tell();
  }

  /** The server sees it otherwise: whoever still stands there is told at once. */
  function answered(result) {
    if (result.scan_id !== latest?.id || result.verdict === latest.verdict) return;
    const first = result.first && { ...result.first, at: Date.parse(result.first.at) };
    show({ ...latest, verdict: result.verdict, first, guest: latest.guest ?? guestOf(result.guest) });
  }

  function show(decided) {
    latest = decided;
    find("undo").disabled = !isMove(latest.verdict);
    offerVouching(latest);
    const context = { zone: desk.state.zone, locale: document.documentElement.lang, now: new Date(), roles: desk.state.roles };
    const told = describe(decided, phrases, context);
    screen.show(told);
    play(told.tone);
  }

  function isPressed(name) {
    return find(name).getAttribute("aria-pressed") === "true";
  }

  function typed(event) {
    event.preventDefault();
    wake();
    const field = entry.elements.code;
    if (field.value.trim()) scan(field.value);
    field.value = "";
  }

  async function undo() {
    find("undo").disabled = true;
    await desk.undo(latest.id);
    screen.say(fill(phrases.undone, { name: latest.guest?.n ?? "" }));
    latest = null;
    exchange.run();
  }
}
