// Finds people by name, for supervisors: only with a network, since the list of a gate names nobody.
import { isScanned } from "./hand_scanner.js";
import { good } from "./link.js";
import { guestOf } from "./state.js";

/** Let somebody in by the server, known by their public id; with a reason even if the door refuses. */
export async function admit(link, person, reason = "") {
  const id = crypto.randomUUID();
  const { body } = await good(link.admit(person, id, reason));
  const first = body.first && { ...body.first, at: Date.parse(body.first.at) };
  return { id, verdict: body.verdict, first, guest: guestOf(body.guest), person };
}

/** `admitted(decided)` hears of somebody who was let in by name, `scan(code)` of a badge that was read while the cursor was here. */
export function mountSearch(section, { link, phrases, admitted, scan }) {
  const [form, list, words] = ["form", "ul", "p"].map((name) => section.querySelector(name));
  form.addEventListener("submit", (event) => (event.preventDefault(), search().catch(() => say(phrases.searchOffline))));
  list.addEventListener("click", ({ target }) => target.value && letIn(target.value).catch(() => say(phrases.searchOffline)));

  async function search() {
    if (isScanned(form.elements.person, scan)) return;
    const { body } = await good(link.search(form.elements.person.value));
    list.replaceChildren(...body.found.map(line));
    say(body.found.length ? "" : phrases.nobodyFound);
  }

  function line({ person, name, organisation, status, came }) {
    const found = section.querySelector("template").content.cloneNode(true);
    const told = [organisation, status, came && phrases.cameBefore].filter(Boolean).join(" · ");
    found.querySelector("strong").textContent = name;
    found.querySelector("span").textContent = told;
    found.querySelector("button").value = person;
    return found;
  }

  async function letIn(person) {
    const decided = await admit(link, person);
    list.replaceChildren();
    form.reset();
    admitted(decided);
  }

  function say(text) {
    words.textContent = text;
  }
}
