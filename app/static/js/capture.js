// Writing a forum down: entries go through a queue that survives gaps of the network; what others write appears by itself.
import { judged, newKey, pause, queueIn, valueOf } from "./capture_queue.js";

const POLL = 2000;

export function mount(element) {
  const { entries: entriesUrl, notes: notesUrl, store, textWaiting, textSent, textRefused } = element.dataset;
  const [state, waiting, list] = ["[data-state]", "[data-waiting]", "[data-list]"].map((one) => element.querySelector(one));
  const queue = queueIn(localStorage, store);
  let csrf = element.dataset.csrf;
  let etag = `"${element.dataset.etag}"`;
  let isSending = false;
  element.addEventListener("submit", take);
  show();
  if (queue.entries().length) send();
  setTimeout(look, POLL);

  function take(event) {
    const form = event.target.closest("[data-capture]");
    if (!form) return;
    event.preventDefault();
    const entry = [...new FormData(form, event.submitter)].filter(([name]) => name !== "csrf_token");
    if (["add", "change"].includes(form.dataset.capture) && !valueOf(entry, "text").trim()) return;
    queue.push(entry);
    if (form.dataset.capture === "add") {
      form.elements.text.value = "";
      form.elements.key.value = newKey();
      form.elements.text.focus();
    } else {
      form.closest("details")?.removeAttribute("open");
    }
    show();
    send();
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    let failures = 0;
    for (let entry = queue.entries()[0]; entry; entry = queue.entries()[0]) {
      const verdict = await sent(entry);
      if (verdict === "again" || verdict === "token") {
        await new Promise((resolve) => setTimeout(resolve, pause(failures)));
        failures += 1;
        continue;
      }
      failures = 0;
      queue.drop(entry);
      show();
    }
    isSending = false;
    refresh();
  }

  async function sent(entry) {
    const body = new URLSearchParams(entry);
    try {
      const answer = await fetch(entriesUrl, { method: "POST", body, headers: { "X-CSRFToken": csrf } });
      const verdict = judged(answer.status);
      if (verdict === "token") {
        etag = ""; // What stands there brings a new one along.
        await refresh();
      }
      if (verdict === "refused") tell(`${textRefused} ${valueOf(entry, "text")} (${(await answer.json()).refused ?? ""})`);
      return verdict;
    } catch {
      return "again"; // The network is away; the entry stays in the queue.
    }
  }

  async function look() {
    await refresh();
    setTimeout(look, POLL);
  }

  async function refresh() {
    const answer = await fetch(notesUrl, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" }).catch(() => null);
    if (answer?.status !== 200) return;
    const html = await answer.text();
    etag = answer.headers.get("ETag") ?? "";
    csrf = answer.headers.get("X-CSRFToken") ?? csrf;
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    for (const kept of list.querySelectorAll("details[open][id]")) fresh.querySelector(`#${kept.id}`)?.replaceWith(kept); // somebody types there
    list.replaceChildren(...fresh.childNodes);
  }

  function show() {
    const left = queue.entries();
    state.textContent = left.length ? textWaiting.replace("{count}", left.length) : textSent;
    waiting.querySelectorAll("[data-waits]").forEach((line) => line.remove());
    left.filter((entry) => valueOf(entry, "text")).forEach((entry) => tell(valueOf(entry, "text"), true));
  }

  function tell(words, waits = false) {
    const line = document.createElement("li");
    line.textContent = words;
    line.toggleAttribute("data-waits", waits);
    waiting.append(line);
  }
}
