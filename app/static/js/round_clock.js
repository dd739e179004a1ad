// The round clock of a projector: counts by the server's clock, so that all screens agree, after a sleep too.
const POLL = 2000;
const DRIFT = 2500; // The header Date has whole seconds; beyond this the screen's own clock was changed.

/** What is on at `now` (ms): before, round, change, over, and while paused the same standing still. */
export function phaseAt({ rounds, paused }, now) {
  const at = paused ?? now;
  const on = rounds.find((one) => one.starts <= at && at < one.ends);
  const next = rounds.find((one) => one.starts > at);
  const left = Math.max(0, Math.ceil(((on?.ends ?? next?.starts ?? at) - at) / 1000));
  const kind = on ? "round" : !next ? "over" : next.number === rounds[0]?.number ? "before" : "change";
  return { kind, left, number: (on ?? next)?.number ?? null, question: on?.question ?? "", next: on ? (next ?? null) : null, isPaused: paused !== null && kind !== "over" };
}

/** Seconds as minutes and seconds; hours join in where it takes that long. */
export function digits(seconds) {
  const pair = (value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours ? `${hours}:${pair(minutes)}:${pair(seconds % 60)}` : `${minutes}:${pair(seconds % 60)}`;
}

/** How far the server's clock is ahead of ours, if the answer took from `sent` to `received` on our clock. */
export function offsetOf(serverNow, sent, received) {
  return serverNow - (sent + received) / 2;
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export function mount(element) {
  const part = (name) => element.querySelector(`[data-${name}]`);
  const words = element.dataset;
  const time = new Intl.DateTimeFormat(words.locale, { hour: "2-digit", minute: "2-digit", timeZone: words.zone });
  let state = JSON.parse(words.state);
  let offset = state.now - Date.now();
  let etag = "";
  let struck = null;
  let sound = null;
  part("gong").hidden = false;
  part("gong").addEventListener("click", async () => {
    const { gong } = await import("./gong.js");
    sound = gong();
    part("gong").hidden = true;
    navigator.wakeLock?.request("screen").catch(() => {}); // A screen that sleeps is no harm to the time, only to the eye.
  });
  setInterval(draw, 200);
  draw();
  ask();

  async function ask() {
    const sent = Date.now();
    try {
      const answer = await fetch(words.url, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
      const received = Date.now();
      part("away").textContent = "";
      if (answer.status === 200) {
        state = await answer.json();
        offset = offsetOf(state.now, sent, received);
        etag = answer.headers.get("ETag") ?? "";
      } else if (Math.abs(Date.parse(answer.headers.get("Date")) + 500 - received - offset) > DRIFT) {
        etag = ""; // Our own clock was set anew: ask for the server's.
      }
    } catch {
      part("away").textContent = words.textAway;
    }
    setTimeout(ask, POLL);
  }

  function draw() {
    const now = phaseAt(state, Date.now() + offset);
    const texts = { round: words.textRound, change: words.textChange, before: words.textBefore, over: words.textOver };
    const phase = fill(texts[now.kind], { number: now.number, count: state.rounds.length });
    show("phase", now.isPaused ? `${words.textPaused} – ${phase}` : phase);
    show("digits", now.kind === "over" ? "" : digits(now.left));
    show("question", now.question);
    show("next", now.next ? fill(words.textNext, { number: now.next.number, time: time.format(now.next.starts) }) : now.kind === "round" ? words.textLast : "");
    element.classList.toggle("ending", now.kind === "round" && now.left <= 60);
    element.classList.toggle("paused", now.isPaused);
    const mark = `${now.kind} ${now.number}`;
    if (struck !== null && struck !== mark) sound?.();
    struck = mark;
  }

  function show(name, text) {
    if (part(name).textContent !== text) part(name).textContent = text;
  }
}
