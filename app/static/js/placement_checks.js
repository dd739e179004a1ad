// What the server said of each pitch for a lifted stand: {"A1": "", "A2": "It needs 400 V, …"}. Pure.

/** The class of a pitch: "fits", "unfit" with a reason, or "home" where the stand is already. */
export function placing(known, number) {
  if (!(number in known)) return "home";
  return known[number] === "" ? "fits" : "unfit";
}

/** A sentence with its gaps filled in: "Pitch {pitch} suits it." */
export function sentence(text, values) {
  return text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
}
