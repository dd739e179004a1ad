// Follows a job: asks data-url every second, shows how far it is, and goes on to data-next when it is done.
const SECOND = 1000;

/** What to show of an answer {done, total, text, state}; a job that is over needs no more asking. */
export function reading({ done = 0, total = 0, text = "", state = "running" }) {
  return { value: total > 0 ? Math.min(done, total) : null, max: Math.max(total, 1), text, isOver: state !== "running" && state !== "queued" };
}

/** How long to wait after `failures` failed questions in a row: one second, then longer, at most ten. */
export function pause(failures) {
  return Math.min(2 ** failures, 10) * SECOND;
}

export function mount(element) {
  const bar = element.querySelector("progress");
  const words = element.querySelector("[data-text]");
  let etag = "";
  let failures = 0;
  ask();

  async function ask() {
    try {
      const answer = await fetch(element.dataset.url, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
      failures = answer.ok || answer.status === 304 ? 0 : failures + 1;
      if (answer.ok && show(reading(await answer.json()))) return;
      etag = answer.headers.get("ETag") ?? etag;
    } catch {
      failures += 1; // The network is away; the job goes on without us.
    }
    setTimeout(ask, pause(failures));
  }

  /** Show a reading; true when the page is left. */
  function show({ value, max, text, isOver }) {
    bar.max = max;
    if (value === null) bar.removeAttribute("value");
    else bar.value = value;
    if (words.textContent !== text) words.textContent = text;
    if (isOver) location.replace(element.dataset.next || location.href);
    return isOver;
  }
}
