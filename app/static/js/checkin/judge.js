// The verdict of a gate on its own, as badges/checkin/rules.py gives it. Pure.
const COUNTED = new Set(["welcome", "already_in"]);

/** Whether somebody is in by this verdict, or was found inside. */
export function isCounted(verdict) {
  return COUNTED.has(verdict);
}

/** The order in which scans count: by time, ties by their ids, then by their devices. */
export function inOrder(one, other) {
  return one.at - other.at || compare(one.id, other.id) || compare(one.device, other.device);
}

/** Whether it is known by this verdict that somebody is inside, or is not. */
export function isMove(verdict) {
  return isCounted(verdict) || verdict === "left" || verdict === "not_inside";
}

/**
 * Decide on somebody of the list, or on nobody (undefined). `events` are the scans of theirs that count, `guest` what is sealed in
 * the list, `door` where the gate stands (null: the entrance), `day` today, `inside` how many are behind the door. Whom a supervisor
 * vouches for (`isVouched`) the door lets in.
 */
export function judge({ person, guest, events, door = null, day = "", isExit = false, inside = 0, isVouched = false }) {
  if (!person) return { verdict: "unknown", first: null };
  if (person.standing !== "good") return { verdict: person.standing, first: null };
  const here = events.filter((event) => (event.door ?? 0) === (door?.id ?? 0)).sort(inOrder);
  const isInside = here.length > 0 && !here.at(-1).exit;
  if (isExit) return { verdict: isInside ? "left" : "not_inside", first: null };
  const refused = isVouched ? "" : refusal(door, guest, day);
  if (refused) return { verdict: refused, first: null };
  if (isInside) return { verdict: "already_in", first: here.findLast(({ exit }) => !exit) };
  return { verdict: door?.capacity && inside >= door.capacity && !isVouched ? "full" : "welcome", first: null };
}

/** Whether a door refused somebody whose badge is good: what a supervisor may overrule. */
export function isOfDoor(verdict) {
  return ["full", "wrong_door", "not_allowed", "not_today"].includes(verdict);
}

function refusal(door, guest, day) {
  if (!door) return "";
  if (door.forum && ![guest?.f, ...(guest?.g ?? [])].some((forum) => forum?.[0] === door.forum)) return "wrong_door";
  if (door.categories.length && !door.categories.includes(guest?.r)) return "not_allowed";
  return door.days.length && !door.days.includes(day) ? "not_today" : "";
}

/** What differs between what a gate said and what all scans together say: "", "double", "other", "late". */
export function contradiction(shown, verdict) {
  if (!shown || shown === verdict) return "";
  if (shown === "welcome") return verdict === "already_in" ? "double" : "other";
  return isCounted(verdict) && !isCounted(shown) ? "late" : "";
}

/** Where a gate stands to the server's answer to one of its scans; `kind` as above. */
export function conflictOf({ scan_id, shown, at }, { verdict, first }, offset = 0) {
  return { id: scan_id, kind: contradiction(shown, verdict), shown, verdict, at: at + offset, first: first && Date.parse(first.at) };
}

/** How many are inside a door once the server took some scans, until its next news tell. */
export function insideAfter(present = 0, results) {
  return results.reduce((number, { verdict }) => number + (verdict === "welcome") - (verdict === "left"), present);
}

/** How many are inside: those that the server knows of, and what it has not heard yet. */
export function insideNow({ present = 0 }, unsent) {
  return unsent.reduce((number, { shown }) => number + (shown === "welcome") - (shown === "left"), present);
}

const days = new Map(); // what writes them takes long to make

/** The day of an instant at the congress, as the list writes it. */
export function dayOf(instant, zone) {
  if (!days.has(zone)) days.set(zone, new Intl.DateTimeFormat("en-CA", { timeZone: zone }));
  return days.get(zone).format(instant);
}

function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
