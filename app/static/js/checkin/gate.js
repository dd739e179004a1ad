// The gate: camera, hand scanner and typing lead into one queue; what the server says fills the screen.
import { createApi } from "./api.js";
import { createCount, keepAsking } from "./count.js";
import { queueStore, remembered } from "./memory.js";
import { createRepeats } from "./repeats.js";
import { ScanQueue } from "./scan_queue.js";
import { Screen } from "./screen.js";
import { play, wake } from "./signals.js";
import { mountView } from "./view.js";
import { describe, fill, isCounted } from "./verdicts.js";

export function mount(root) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const { phrases: text, zone, congress, scans, attendance } = root.dataset;
  const phrases = JSON.parse(text);
  const place = remembered("place");
  const entry = find("entry");
  const screen = new Screen({ verdict: find("verdict"), last: find("last"), root });
  const api = createApi({ scans, token: entry.elements.csrf_token.value });
  const isRepeat = createRepeats();
  const taken = []; // answered scans that can be taken back, the last one last
  let waited = "";

  const queue = new ScanQueue({ post: api.post, store: queueStore(congress), answered, changed });
  mountView(root, { phrases, place, found: (code) => isRepeat(code, Date.now()) || scan(code), started: wake });
  keepAsking(createCount({ url: attendance, told }));
  addEventListener("online", () => queue.flush());
  queue.flush();
  entry.addEventListener("submit", typed);
  addEventListener("keydown", catchHandScanner);
  find("undo").addEventListener("click", undo);
  find("tools").hidden = false;
  find("undo").hidden = Boolean(find("undo-form")); // a scan that came before this script is taken back by its own form

  function scan(code) {
    waited = queue.add(code, place.get()).scan_id;
  }

  function answered(sent, result, answer) {
    told(answer);
    find("undo-form")?.remove();
    find("undo").hidden = false;
    if (isCounted(result)) taken.push({ scanId: sent.scan_id, name: result.guest.name });
    find("undo").disabled = taken.length === 0;
    if (sent.scan_id === waited) show(describe(result, phrases, { zone, locale: document.documentElement.lang, now: new Date() }));
  }

  function changed(unsent, status) {
    find("unsent").hidden = !unsent;
    find("unsent").textContent = fill(phrases.unsent, { number: unsent });
    if (!unsent) return;
    if ([400, 401, 403].includes(status)) return screen.say(phrases.login);
    if (waited) show({ ...phrases.signs.unsent, detail: phrases.signs.unsent.meaning, about: [] });
    waited = "";
  }

  function show(verdict) {
    waited = "";
    screen.show(verdict);
    play(verdict.tone);
  }

  function told({ present, now }, sent, received) {
    find("present").textContent = present;
    if (sent) queue.learnClock(now, sent, received);
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
    const last = taken.at(-1);
    const count = last && (await api.undo(queue.state.device, last.scanId).catch(() => null));
    if (!count) return;
    taken.pop();
    told(count);
    find("undo").disabled = taken.length === 0;
    screen.say(fill(phrases.undone, { name: last.name }));
  }
}
