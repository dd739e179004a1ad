// The kiosk: guests show their code or type their name, and take their badge from the printer. It decides as a gate does, also without a network.
import { battery } from "./battery.js";
import { openDatabase } from "./database.js";
import { Desk } from "./desk.js";
import { enrol } from "./enrolment.js";
import { Exchange } from "./exchange.js";
import { catchHandScanner } from "./hand_scanner.js";
import { keepPage } from "./keeping.js";
import { draw, toGuest } from "./kiosk_done.js";
import { print } from "./kiosk_printing.js";
import { mountSteps } from "./kiosk_steps.js";
import { createLink } from "./link.js";
import { createRepeats } from "./repeats.js";
import { play, wake } from "./signals.js";
import { guestOf } from "./state.js";
import { inLanguage } from "./verdicts.js";
import { mountView } from "./view.js";

export async function mount(root) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const { congress, api, engine, worker, phrases: text } = root.dataset;
  const phrases = JSON.parse(text);
  const language = document.documentElement.lang;
  const screen = { say: (words) => ((find("note").textContent = words), (find("note").hidden = !words)) };
  if (!globalThis.indexedDB || !globalThis.crypto?.subtle) return screen.say(phrases.unfit);
  const desk = await new Desk({ database: await openDatabase(congress) }).open();
  const link = createLink({ base: api, key: () => desk.state.key });
  const exchange = new Exchange({ desk, link, battery, changed: look, answered, ended: () => screen.say(phrases.gone) });
  const [isRepeat, steps] = [createRepeats(), mountSteps(root, { returned })];
  const [entry, who] = [find("entry"), find("who-form")];
  let latest = null;

  await enrol({ desk, link, phrases, screen });
  if (desk.state.key) keepPage({ worker, engine }).then((isKept) => root.toggleAttribute("data-kept", isKept));
  if (!desk.state.language) await desk.remember({ language });
  mountView(root, { engine, phrases, found: (code) => isRepeat(code, Date.now()) || scan(code), started: wake });
  catchHandScanner(entry.elements.code);
  entry.addEventListener("submit", (event) => (event.preventDefault(), entry.elements.code.value.trim() && scan(entry.elements.code.value)));
  who.addEventListener("submit", (event) => (event.preventDefault(), checkIn()));
  addEventListener("online", () => exchange.refresh());
  setInterval(look, 20_000);
  root.dataset.ready = "";
  look();
  exchange.start();

  async function scan(code) {
    if (!desk.state.device) return;
    show(await desk.scan(code));
    await exchange.run();
    printBadge();
  }

  async function checkIn() {
    const id = crypto.randomUUID();
    const answer = await link.checkIn({ name: who.elements.name.value, address: who.elements.address.value, scan_id: id }).catch(() => null);
    const words = answer?.status === 200 ? "" : phrases.failures[answer?.body?.code] ?? phrases.findOffline;
    find("trouble-who").textContent = words;
    if (words) return steps.wait();
    show({ id, verdict: answer.body.verdict, first: null, guest: guestOf(answer.body.guest) });
    printBadge();
  }

  function answered(result) {
    if (result.scan_id !== latest?.id || result.verdict === latest.verdict) return;
    show({ ...latest, verdict: result.verdict, guest: latest.guest ?? guestOf(result.guest) });
  }

  function show(decided) {
    latest = decided;
    const told = toGuest(decided, phrases, { zone: desk.state.zone, locale: language, now: new Date(), roles: {} });
    draw(find("done"), told, (kind) => root.querySelector(`template[data-shape="${kind}"]`).content.cloneNode(true));
    find("printing").textContent = "";
    steps.show("done");
    play(told.tone);
  }

  async function printBadge() {
    if (latest?.verdict !== "welcome" || !desk.state.prints) return;
    find("printing").textContent = phrases.printing;
    const answer = await link.badge(latest.id).catch(() => null);
    if (answer?.status === 200) print(find("paper"), answer.body);
    find("printing").textContent = answer?.status === 200 ? phrases.printed : (phrases.failures[answer?.body?.code] ?? phrases.unprinted);
    steps.wait();
  }

  /** The next guest may speak the language of the house again. */
  function returned() {
    latest = null;
    find("trouble-who").textContent = "";
    if (desk.state.language && desk.state.language !== language) location.search = `?lang=${desk.state.language}`;
  }

  async function look() {
    find("title").textContent = inLanguage(desk.state.title, language);
    if (!desk.state.expires || desk.time < desk.state.expires) return;
    await desk.empty({ keepKey: true });
    screen.say(phrases.expired);
  }
}
