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

/** Decide on somebody of the list, or on nobody (undefined); `events` are the scans of theirs that count. */
export function judge(person, events) {
  if (!person) return { verdict: "unknown", first: null };
  if (person.standing !== "good") return { verdict: person.standing, first: null };
  const [first = null] = [...events].sort(inOrder);
  return { verdict: first ? "already_in" : "welcome", first };
}

/** What differs between what a gate said and what all scans together say: "", "double", "other", "late". */
export function contradiction(shown, verdict) {
  if (!shown || shown === verdict) return "";
  if (shown === "welcome") return verdict === "already_in" ? "double" : "other";
  return isCounted(verdict) && !isCounted(shown) ? "late" : "";
}

function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
