// Work that can wait for a lull: it begins when nobody asked for it for a moment, and at the latest after a second.

/** Returns ask(); `work` runs once for all who asked. So no guest's verdict waits for what the last one left to be sent. */
export function inALull(work, { pause = 60, longest = 1000, now = Date.now, later = setTimeout, forget = clearTimeout } = {}) {
  let [since, timer] = [null, 0];
  const begin = () => ((since = null), work());
  return () => {
    since ??= now();
    forget(timer);
    timer = later(begin, Math.max(0, Math.min(pause, since + longest - now())));
  };
}
