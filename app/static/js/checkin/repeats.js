// A code that stays before the camera is read again and again: the same one is ignored for three seconds. Pure.
export const IGNORED_FOR = 3000;

/** Returns isRepeat(code, now): whether this code was taken less than three seconds ago; if not, it is taken now. */
export function createRepeats(ignoredFor = IGNORED_FOR) {
  const taken = new Map();
  return (code, now) => {
    for (const [known, at] of taken) if (now - at >= ignoredFor) taken.delete(known);
    if (taken.has(code)) return true;
    taken.set(code, now);
    return false;
  };
}
