// The server, as a gate talks to it. Every answer is {status, body}; without network, or without an answer in time, it rejects.
const PATIENCE = 10_000;

/** `base` is the address of the congress in the API, `key()` gives the key of this device. */
export function createLink({ base, key }) {
  async function ask(method, path, body, credentials = "omit") {
    const headers = { "Content-Type": "application/json", ...(key() && { Authorization: `Bearer ${key()}` }) };
    const question = { method, headers, credentials, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(`${base}${path}`, body ? { ...question, body: JSON.stringify(body) } : question);
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    return { status: answer.status, body: isJson ? await answer.json() : null };
  }
  return {
    enrol: (gate, token) => ask("POST", "/gates/enrolment", { gate, token }),
    news: (state) => ask("POST", "/gates/news", state),
    scans: (batch) => ask("POST", "/scans", batch),
    search: (text) => ask("POST", "/gates/search", { text }),
    admit: (person, scan_id, reason) => ask("POST", "/gates/admissions", { person, scan_id, reason }),
    checkIn: (who) => ask("POST", "/kiosk/admissions", who),
    badge: (scan_id) => ask("POST", "/kiosk/badge", { scan_id }),
    desk: () => ask("POST", "/gates/desk", {}, "same-origin"), // opens the desk's pages by a cookie
    questions: (scan_id) => ask("POST", "/gates/questions", { scan_id }, "same-origin"), // as above
    undo: (device, id) => ask("DELETE", `/scans/${device}/${id}`),
  };
}

// Only these answers, in the server's own words, end a gate: whatever a hotel's network says, does not.
const ENDINGS = { 401: "login-needed", 410: "not-a-gate" };
export const ENDED = new Error("This device is no gate any more.");

/** The answer to a question; rejects unless it is a good one, or `also` does. */
export async function good(question, { also = 200 } = {}) {
  const { status, body } = await question;
  if (ENDINGS[status] && body?.code === ENDINGS[status]) throw ENDED;
  if ((status !== 200 && status !== also) || !body) throw new Error(`The server said ${status}.`);
  return { status, body };
}
