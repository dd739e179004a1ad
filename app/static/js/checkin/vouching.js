// Lets somebody in whom a door refused: for supervisors, with a reason that the organisers read later.
import { isScanned } from "./hand_scanner.js";
import { isOfDoor } from "./judge.js";
import { admit } from "./search.js";

/** `admitted(decided)` hears of it; `offer(decided)` shows the form after a verdict that a supervisor may overrule. */
export function mountVouching(form, { desk, link, admitted, failed, scan }) {
  let refused = null;
  form.addEventListener("submit", (event) => (event.preventDefault(), isScanned(form.elements.reason, scan) || vouch(form.elements.reason.value.trim()).catch(failed)));

  async function vouch(reason) {
    const { key, guest, person } = refused;
    if (!reason) return form.elements.reason.focus();
    const decided = await (key ? desk.vouch({ key, guest }, reason) : admit(link, person, reason));
    form.reset();
    admitted(decided);
  }

  return function offer(decided) {
    refused = decided;
    form.hidden = !(desk.state.permission === "supervisor" && isOfDoor(decided.verdict));
    form.querySelector("strong").textContent = decided.guest?.n ?? "";
  };
}
