// From what the desk decided to what the gate shows. Pure.
import { dayOf, isCounted } from "./judge.js";

/** Fill the {places} of a phrase. */
export function fill(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** The time of day at the congress; with the day before it unless that is today. */
export function timeOf(instant, { zone, locale, now }) {
  const at = new Date(instant);
  const clock = { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const options = dayOf(at, zone) === dayOf(now, zone) ? clock : { ...clock, weekday: "short", day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(locale, options).format(at);
}

/** The text in a language, else in English, German, or whatever there is. */
export function inLanguage(texts, language) {
  return texts?.[language] || texts?.en || texts?.de || Object.values(texts ?? {})[0] || "";
}

/** What to show: {tone, shape, word, detail, who, about, where, topic}. `context`: {zone, locale, now, roles}. */
export function describe({ verdict, first, guest }, phrases, context) {
  const sign = phrases.signs[verdict] ?? phrases.signs.invalid;
  const isSent = isCounted(verdict) || verdict === "wrong_door"; // to where they sit
  const [number, title, room] = (isSent && guest?.f) || [];
  const role = guest?.r === "participant" ? "" : inLanguage(context.roles?.[guest?.r], context.locale);
  const tables = isCounted(verdict) && guest?.t ? fill(phrases.tables, { numbers: guest.t.join(" → ") }) : "";
  return {
    tone: sign.tone,
    shape: sign.shape,
    word: sign.word,
    detail: first ? since(first, phrases, context) : verdict === "unknown" ? phrases.unlisted : sign.meaning,
    who: guest?.n ?? "",
    about: [guest?.p, guest?.o, role, ...(guest?.h ?? [])].filter(Boolean),
    where: [number && fill(phrases.forum, { number }), room, tables].filter(Boolean).join(" · "),
    topic: inLanguage(title, context.locale),
  };
}

/** A line on a contradiction between this gate and all together. */
export function describeConflict({ kind, at, gate, first, verdict }, phrases, context) {
  const [time, since] = [at, first].map((instant) => (instant ? timeOf(instant, context) : ""));
  return fill(phrases.conflict[kind], { time, gate, first: since, word: phrases.signs[verdict]?.word });
}

function since({ at, gate }, phrases, context) {
  return fill(gate ? phrases.since : phrases.sinceOnly, { time: timeOf(at, context), gate });
}

/** How long the verdict fills the screen, in milliseconds: a welcome needs a second, anything else must be read. */
export function showing(tone) {
  return tone === "welcome" || tone === "left" ? 1000 : 2500;
}

/** What is felt (milliseconds on, off, on …) and heard (notes of [hertz, seconds]) of a verdict. */
export function signal(tone) {
  const signals = {
    welcome: { vibration: [60], notes: [[660, 0.09], [880, 0.16]] },
    already: { vibration: [90, 70, 90], notes: [[440, 0.14], [440, 0.14]] },
    left: { vibration: [60], notes: [[880, 0.09], [660, 0.16]] },
    unsent: { vibration: [40, 60, 40], notes: [[520, 0.1]] },
  };
  return signals[tone] ?? { vibration: [350], notes: [[180, 0.45]] };
}
