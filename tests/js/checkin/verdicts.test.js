import assert from "node:assert/strict";
import { test } from "node:test";
import { describe, describeConflict, fill, showing, signal, timeOf } from "../../../app/static/js/checkin/verdicts.js";

const PHRASES = {
  signs: {
    welcome: { tone: "welcome", shape: "done", word: "Willkommen", meaning: "" },
    already_in: { tone: "already", shape: "look", word: "Schon da", meaning: "" },
    cancelled: { tone: "cancelled", shape: "gone", word: "Abgesagt", meaning: "Diese Anmeldung wurde abgesagt." },
    unknown: { tone: "unknown", shape: "refused", word: "Unbekannt", meaning: "Den Code hat hier niemand." },
    invalid: { tone: "unknown", shape: "refused", word: "Nicht angenommen", meaning: "" },
  },
  since: "seit {time}, {gate}",
  sinceOnly: "seit {time}",
  forum: "Forum {number}",
  tables: "Tische {numbers}",
  unlisted: "Steht nicht auf der Liste.",
  conflict: { double: "{time}: schon seit {first}", other: "{time}: {word}", elsewhere: "{time}: auch an {gate}, hier seit {first}" },
};
const CONTEXT = { zone: "Europe/Berlin", locale: "de", roles: { speaker: { de: "Vortrag" }, participant: { de: "Gast" } }, now: new Date("2027-11-08T09:30:00Z") };
const ADA = { n: "Ada", o: "Analytical Engines", r: "speaker", f: [3, { de: "Nachbarn" }, "Elbe"], t: [5, 2, 7] };

test("a welcome says who it is and where they go", () => {
  assert.deepEqual(describe({ verdict: "welcome", guest: ADA, first: null }, PHRASES, CONTEXT), {
    tone: "welcome",
    shape: "done",
    word: "Willkommen",
    detail: "",
    who: "Ada",
    about: ["Analytical Engines", "Vortrag"],
    where: "Forum 3 · Elbe · Tische 5 → 2 → 7",
    topic: "Nachbarn",
  });
});

test("already in says since when and where", () => {
  const first = { at: "2027-11-08T08:03:00.000Z", gate: "Ost" };

  assert.equal(describe({ verdict: "already_in", guest: ADA, first }, PHRASES, CONTEXT).detail, "seit 09:03, Ost");
  assert.equal(describe({ verdict: "already_in", guest: ADA, first: { ...first, gate: "" } }, PHRASES, CONTEXT).detail, "seit 09:03");
});

test("whoever cannot come in is not sent to a forum", () => {
  const view = describe({ verdict: "cancelled", guest: ADA, first: null }, PHRASES, CONTEXT);

  assert.deepEqual([view.where, view.topic, view.detail], ["", "", "Diese Anmeldung wurde abgesagt."]);
});

test("an unknown code shows nobody", () => {
  const view = describe({ verdict: "unknown", guest: null, first: null }, PHRASES, CONTEXT);

  assert.deepEqual([view.word, view.detail, view.who, view.about], ["Unbekannt", "Steht nicht auf der Liste.", "", []]);
});

test("a verdict of a newer server is not taken for a welcome", () => {
  assert.equal(describe({ verdict: "banned" }, PHRASES, CONTEXT).tone, "unknown");
});

test("a contradiction says what happened, and when", () => {
  const told = (conflict) => describeConflict({ at: Date.parse("2027-11-08T08:03:00Z"), ...conflict }, PHRASES, CONTEXT);

  assert.equal(told({ kind: "double", first: Date.parse("2027-11-08T08:01:00Z") }), "09:03: schon seit 09:01");
  assert.equal(told({ kind: "elsewhere", gate: "Ost", first: Date.parse("2027-11-08T08:01:00Z") }), "09:03: auch an Ost, hier seit 09:01");
  assert.equal(told({ kind: "other", verdict: "cancelled" }), "09:03: Abgesagt");
});

test("another day is named", () => {
  assert.match(timeOf("2027-11-07T08:03:00Z", CONTEXT), /So.*7\. Nov.*09:03/);
});

test("places without a value stay", () => {
  assert.equal(fill("{a} {b}", { a: 1 }), "1 {b}");
});

test("a welcome is gone after a second, anything else can be read", () => {
  assert.deepEqual(["welcome", "already", "unknown"].map(showing), [1000, 2500, 2500]);
});

test("each tone sounds and feels different", () => {
  const signals = ["welcome", "already", "unsent", "unknown"].map((tone) => JSON.stringify(signal(tone)));

  assert.equal(new Set(signals).size, 4);
  assert.equal(signals[3], JSON.stringify(signal("cancelled")));
});
