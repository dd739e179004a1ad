// What a kiosk says to a guest: whether they are in, and where they go. Notes for staff and the organisation stay out of it.
import { describe } from "./verdicts.js";

/** {tone, shape, word, meaning, who, where, topic} of what was decided. Pure. */
export function toGuest(decided, phrases, context) {
  const { tone, shape, who, where, topic } = describe(decided, phrases, context);
  const [word, meaning] = phrases.kiosk[decided.verdict] ?? phrases.kiosk.other;
  return { tone, shape, word, meaning, who, where, topic };
}

export function draw(section, told, shapeOf) {
  section.className = `kiosk-done ${told.tone}`;
  section.querySelector("[data-shape-here]").replaceChildren(shapeOf(told.shape));
  for (const name of ["word", "meaning", "who", "where", "topic"]) {
    const line = section.querySelector(`[data-${name}]`);
    line.textContent = told[name];
    line.hidden = !told[name];
  }
}
