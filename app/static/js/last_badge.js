// Which badge a stand has read last: one that stays before the camera is neither read again at once nor counted twice. Pure.
export const HELD_FOR = 20_000;
export const SAME_FOR = 600_000;

/** A mark of a code that is too short to say whose it is. */
export function markOf(code) {
  return [...code.trim().toUpperCase()].reduce((mark, letter) => (mark * 31 + letter.codePointAt(0)) % 65_521, 7);
}

/** What a code read now is after the *last* one, {mark, at} or null: "new", "again" (counted already), or "held" (still there). */
export function judge(last, code, now) {
  const age = last?.mark === markOf(code) ? now - last.at : Infinity;
  if (age < HELD_FOR) return "held";
  return age < SAME_FOR ? "again" : "new";
}
