// One line on how the gate is doing (who is in, what is not sent, how old the list is), and where it must be corrected.
import { insideNow } from "./judge.js";
import { describeConflict, fill } from "./verdicts.js";

const OLD = 10 * 60_000;

export function mountState(root, { desk, phrases, screen }) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  setInterval(draw, 20_000);
  find("conflicts").addEventListener("click", forget);

  async function draw() {
    if (desk.state.expires && desk.time > desk.state.expires) {
      await desk.empty({ keepKey: true });
      end(phrases.expired);
    }
    const [unsent, conflicts] = await Promise.all(["queue", "conflicts"].map((store) => desk.database.all(store)));
    find("present").textContent = insideNow(desk.state, unsent);
    find("search").hidden = desk.state.permission !== "supervisor";
    find("questions").hidden = desk.state.asks === false;
    find("gate-name").textContent = desk.state.name ? `: ${desk.state.name}` : "";
    find("unsent").hidden = !unsent.length;
    find("unsent").textContent = fill(phrases.unsent, { number: unsent.length });
    drawAge(desk.state.complete ? 0 : await desk.database.count("people"));
    drawConflicts(conflicts);
  }

  function drawAge(number) {
    const age = desk.now() - desk.state.heard;
    const words = desk.state.key && !desk.state.complete && number ? fill(phrases.loading, { number }) : ageOf(age, phrases.age);
    find("age").textContent = "kept" in root.dataset ? words : `${words} · ${phrases.unkept}`;
    find("age").classList.toggle("old", !(age < OLD));
    find("age").hidden = !desk.state.key;
  }

  function drawConflicts(conflicts) {
    const context = { zone: desk.state.zone, locale: document.documentElement.lang, now: new Date() };
    const lines = conflicts.sort((one, other) => other.at - one.at).map((conflict) => {
      const line = root.querySelector("[data-conflict]").content.cloneNode(true);
      line.querySelector("span").textContent = describeConflict(conflict, phrases, context);
      line.querySelector("button").value = conflict.id;
      return line;
    });
    find("conflict-lines").replaceChildren(...lines);
    find("conflicts").hidden = !lines.length;
  }

  async function forget({ target }) {
    if (!target.value) return;
    await desk.database.write([["conflicts", "delete", target.value]]);
    draw();
  }

  function end(words) {
    screen.say(words);
    draw();
  }

  return { draw, end };
}

/** How old the list is, in words. */
export function ageOf(age, words) {
  if (Number.isNaN(age)) return words.none;
  const minutes = Math.floor(age / 60_000);
  if (minutes < 1) return words.fresh;
  return minutes < 120 ? fill(words.minutes, { number: minutes }) : fill(words.hours, { number: Math.floor(minutes / 60) });
}

/** A guest as the server names one, in the short names of the list. */
export function guestOf(guest) {
  if (!guest) return null;
  const { name, organisation, role, forum, later = [] } = guest;
  const place = ({ number, title, room }) => [number, { und: title }, room];
  return { n: name, o: organisation, r: role, f: forum && place(forum), g: later.map(place) };
}
