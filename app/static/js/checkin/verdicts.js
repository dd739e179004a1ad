// From the server's answer to what the gate shows. Pure.

/** Fill the {places} of a phrase. */
export function fill(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** The time of day at the congress; with the day before it unless that is today. */
export function timeOf(instant, { zone, locale, now }) {
  const day = (moment) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(moment);
  const at = new Date(instant);
  const clock = { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const options = day(at) === day(now) ? clock : { ...clock, weekday: "short", day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(locale, options).format(at);
}

/** What to show of a result: {tone, shape, word, detail, who, about, where, topic}. `context`: {zone, locale, now}. */
export function describe(result, phrases, context) {
  const sign = phrases.signs[result.verdict] ?? phrases.signs.invalid;
  const guest = result.guest;
  const forum = isCounted(result) ? guest?.forum : null;
  return {
    tone: sign.tone,
    shape: sign.shape,
    word: sign.word,
    detail: result.first ? since(result.first, phrases, context) : sign.meaning,
    who: guest?.name ?? "",
    about: guest ? [guest.organisation, phrases.roles[guest.role] ?? ""].filter(Boolean) : [],
    where: forum ? [fill(phrases.forum, { number: forum.number }), forum.room].filter(Boolean).join(" · ") : "",
    topic: forum?.title ?? "",
  };
}

/** Whether somebody is in by this result, or was; only then there is something to take back. */
export function isCounted({ verdict }) {
  return verdict === "welcome" || verdict === "already_in";
}

function since({ at, gate }, phrases, context) {
  return fill(gate ? phrases.since : phrases.sinceOnly, { time: timeOf(at, context), gate });
}

/** How long the verdict fills the screen, in milliseconds: a welcome needs a second, anything else must be read. */
export function showing(tone) {
  return tone === "welcome" ? 1000 : 2500;
}

/** What is felt (milliseconds on, off, on …) and heard (notes of [hertz, seconds]) of a verdict. */
export function signal(tone) {
  const signals = {
    welcome: { vibration: [60], notes: [[660, 0.09], [880, 0.16]] },
    already: { vibration: [90, 70, 90], notes: [[440, 0.14], [440, 0.14]] },
    unsent: { vibration: [40, 60, 40], notes: [[520, 0.1]] },
  };
  return signals[tone] ?? { vibration: [350], notes: [[180, 0.45]] };
}
