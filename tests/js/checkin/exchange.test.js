import assert from "node:assert/strict";
import { test } from "node:test";
import { keyOf } from "../../../app/static/js/checkin/codes.js";
import { Desk } from "../../../app/static/js/checkin/desk.js";
import { Exchange } from "../../../app/static/js/checkin/exchange.js";
import { inOrder, isCounted, isMove, judge } from "../../../app/static/js/checkin/judge.js";
import { Kept } from "./kept.js";

const NOON = Date.parse("2027-11-08T12:00:00.000Z");
const SCHEDULES = 150;
const SMALL_DOOR = { id: 7, name: "elbe", forum: null, capacity: 1, categories: [], days: [] };
const codeOf = (number) => `C1${String.fromCharCode(65 + number).repeat(25)}A`;
const CODES = [0, 1, 2].map(codeOf);

/** Chance from a seed (mulberry32), so that a schedule that failed can be played again. */
function chanceOf(seed) {
  return (most) => {
    let t = (seed += 0x6d2b79f5);
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % most;
  };
}

/** The house, as far as gates see it: scans are kept once by (device, id), judged as they come, told by version. */
class House {
  constructor(world, people, door = null) {
    Object.assign(this, { world, people, door, scans: new Map(), version: 0 });
  }

  take({ device, clock_offset_ms, scans }) {
    this.version += 1;
    const results = scans.map((scan) => {
      const known = this.scans.get(`${device} ${scan.scan_id}`);
      return known?.result ?? this.#judge(device, clock_offset_ms, scan);
    });
    return { results, now: this.now, present: this.present };
  }

  #judge(device, offset, { scan_id, key, gate, shown, scanned_at, exit, reason }) {
    const person = this.people.get(key);
    const at = Math.min(Date.parse(scanned_at) + offset, this.world.now);
    const others = this.moves.filter((other) => other.ref === person?.ref);
    const { verdict, first } = judge({ person, guest: {}, events: others, door: this.door, inside: this.present, isExit: exit, isVouched: Boolean(reason) });
    const result = { scan_id, verdict, first: first && { at: new Date(first.at).toISOString(), gate: first.gate }, guest: null };
    this.scans.set(`${device} ${scan_id}`, { id: scan_id, ref: person?.ref, at, gate, device, verdict, shown, exit, reason, door: this.door?.id ?? 0, result, version: this.version });
    return result;
  }

  takeBack(device, id) {
    const scan = this.scans.get(`${device} ${id}`);
    if (scan) Object.assign(scan, { undone: 1, version: (this.version += 1) });
    return scan;
  }

  news({ list, seen }) {
    const scans = [...this.scans.values()].filter(({ ref, version }) => ref && version > (seen?.[0] ?? -1));
    return {
      now: this.now, door: this.door, congress: { title: {}, zone: "Europe/Berlin" }, gate: {}, roles: {}, expires_at: "2027-11-10T11:00:00Z", present: this.present, again: false,
      entries: list ? [] : [...this.people].map(([key, { ref, standing }]) => [key, ref, standing, ""]),
      scans: scans.map(({ id, ref, at, gate, device, verdict, shown, exit, undone = 0 }) => [id, ref, at, gate, device, verdict, shown, undone, this.door?.id ?? 0, exit]),
      list: [1, ""], seen: [this.version, 0], more: false,
    };
  }

  get now() {
    return new Date(this.world.now).toISOString();
  }

  get moves() {
    return [...this.scans.values()].filter(({ verdict, undone }) => isMove(verdict) && !undone).sort(inOrder);
  }

  /** How many are inside: those whose last move was not the way out. */
  get present() {
    return [...new Map(this.moves.map(({ ref, exit }) => [ref, exit])).values()].filter((exit) => !exit).length;
  }
}

/** A phone whose clock is wrong, and whose network loses questions and answers, and delivers twice, or much later. */
function gateOf(number, { world, house, chance }) {
  const late = [];
  const carry = async (work) => {
    const fate = world.isCalm ? 9 : chance(10);
    if (fate < 2) throw new TypeError("The question was lost.");
    if (fate === 2) late.push(work);
    if (fate === 3) work();
    const answer = structuredClone(work());
    if (fate === 4 || fate === 5) throw new TypeError("The answer was lost.");
    if (fate === 6 && late.length) late.shift()();
    return answer;
  };
  const link = {
    scans: (batch) => carry(() => ({ status: 200, body: house.take(batch) })),
    news: (state) => carry(() => ({ status: 200, body: house.news(state) })),
    undo: (device, id) => carry(() => ({ status: house.takeBack(device, id) ? 200 : 404, body: {} })),
  };
  const clock = [0, 90_000, -90_000][number];
  const gate = { database: new Kept(), scans: [], undone: new Set(), late };
  gate.start = async () => {
    gate.desk = await new Desk({ database: gate.database, now: () => world.now + clock, uuid: () => `${number}-${(world.id += 1)}` }).open();
    gate.exchange = new Exchange({ desk: gate.desk, link, later: () => 0 });
  };
  return gate;
}

async function play(seed) {
  const chance = chanceOf(seed);
  const world = { now: NOON, id: 0, isCalm: true };
  const keys = await Promise.all(CODES.map(keyOf));
  const people = new Map(keys.map((key, number) => [key, { ref: number + 1, standing: number === 2 ? "cancelled" : "good" }]));
  const house = new House(world, people, seed % 2 ? null : SMALL_DOOR);
  const gates = [0, 1, 2].map((number) => gateOf(number, { world, house, chance }));
  for (const [number, gate] of gates.entries()) {
    await gate.start();
    await gate.desk.remember({ zone: "Europe/Berlin", key: "rk", device: `phone-${number}`, name: `Gate ${number}` });
    await gate.exchange.run();
  }
  world.isCalm = false;
  for (let step = 0; step < 40; step += 1) {
    world.now += chance(40_000);
    const gate = gates[chance(3)];
    const what = chance(8);
    const last = gate.scans.at(-1);
    if (last?.verdict === "full" && what % 2) gate.scans.push(await gate.desk.vouch(last, "Helps here"));
    else if (what < 4) gate.scans.push(await gate.desk.scan(CODES[chance(3)], { isExit: chance(4) === 0 }));
    else if (what < 6) await gate.exchange.run();
    else if (what === 6) chance(2) && gate.database.losePower(), await gate.start(); // the page is loaded anew, or the device is
    else if (gate.scans.length) gate.undone.add(gate.scans.at(-1).id) && (await gate.desk.undo(gate.scans.at(-1).id));
  }
  world.isCalm = true;
  for (const gate of gates) gate.late.forEach((work) => work());
  for (const gate of [...gates, ...gates]) world.now += 60_001, await gate.exchange.run(), (world.now += 60_001), await gate.exchange.run();
  return { house, gates };
}

test("whatever the network does, every scan arrives once and all gates come to know the same", async () => {
  let vouched = 0;
  for (let seed = 1; seed <= SCHEDULES; seed += 1) {
    const { house, gates } = await play(seed);
    const truth = house.moves.map(({ id, ref, at, verdict }) => [id, ref, at, verdict]);
    const arrived = new Set([...house.scans.values()].filter(({ undone }) => !undone).map(({ id }) => id));
    const made = gates.flatMap((gate) => gate.scans.map(({ id }) => id).filter((id) => !gate.undone.has(id)));

    assert.deepEqual([...arrived].sort(), made.sort(), `seed ${seed}`);
    for (const { reason, verdict } of house.scans.values()) vouched += Boolean(reason), assert.ok(!reason || isCounted(verdict), `seed ${seed}`);
    for (const { database } of gates) {
      const known = (await database.all("events")).sort(inOrder).map(({ id, ref, at, verdict }) => [id, ref, at, verdict]);
      assert.deepEqual(known, truth, `seed ${seed}`);
      assert.deepEqual([await database.count("queue"), await database.count("undos")], [0, 0], `seed ${seed}`);
    }
  }
  assert.ok(vouched > 20, `only ${vouched} were let in although the door was full`);
});

test("both gates hear of somebody whom both let in, and only words of the house end a gate", async () => {
  const world = { now: NOON, id: 0, isCalm: true };
  const key = await keyOf(CODES[0]);
  const house = new House(world, new Map([[key, { ref: 1, standing: "good" }]]));
  const [east, west] = [0, 1].map((number) => gateOf(number, { world, house }));
  for (const [number, gate] of [east, west].entries()) {
    await gate.start();
    await gate.desk.remember({ zone: "Europe/Berlin", key: "rk", device: `phone-${number}`, name: ["East", "West"][number] });
    await gate.exchange.run();
    assert.equal((await gate.desk.scan(CODES[0])).verdict, "welcome");
    world.now += 60_001;
  }

  for (const gate of [east, west, east]) world.now += 60_001, await gate.exchange.run();

  const heard = await Promise.all([east, west].map(async ({ database }) => (await database.all("conflicts")).map(({ id, kind }) => [id, kind])));
  assert.deepEqual(heard, [[["1-2", "elsewhere"]], [["1-2", "double"]]]);

  let ended = 0;
  const says = (status, body) => new Exchange({ desk: west.desk, link: { news: async () => ({ status, body }) }, ended: () => (ended += 1), later: () => 0 });
  for (const answer of [[401, null], [404, { code: "not-found" }], [511, null], [410, { code: "gone" }]]) await says(...answer).run();
  assert.deepEqual([ended, await west.database.count("people")], [0, 1]);
  await says(410, { code: "not-a-gate" }).run();
  assert.deepEqual([ended, await west.database.count("people"), west.desk.state], [1, 0, {}]);
});

test("a full room is full at once, also between what was sent and the next news", async () => {
  const world = { now: NOON, id: 0, isCalm: true };
  const keys = await Promise.all(CODES.map(keyOf));
  const house = new House(world, new Map(keys.map((key, number) => [key, { ref: number + 1, standing: "good" }])), SMALL_DOOR);
  const gate = gateOf(0, { world, house });
  await gate.start();
  await gate.desk.remember({ zone: "Europe/Berlin", key: "rk", device: "phone", name: "Elbe" });
  await gate.exchange.run();
  const seen = [];
  for (const [code, isExit] of [[0, false], [1, false], [0, true], [1, false]]) {
    seen.push((await gate.desk.scan(CODES[code], { isExit })).verdict);
    await gate.exchange.run();
  }

  assert.deepEqual(seen, ["welcome", "full", "left", "welcome"]);
  assert.equal(await gate.database.count("conflicts"), 0);
});

test("a long list comes in pieces, and what could not be kept is asked for again", async () => {
  const world = { now: NOON, id: 0, isCalm: true };
  const keys = await Promise.all(CODES.map(keyOf));
  const house = new House(world, new Map());
  const asked = [];
  const gate = gateOf(0, { world, house });
  await gate.start();
  await gate.desk.remember({ zone: "Europe/Berlin", key: "rk", device: "phone", name: "East" });
  gate.exchange.link.news = async ({ list }) => {
    const piece = list?.[0] ?? 0;
    asked.push(piece);
    return { status: 200, body: { ...house.news({}), entries: [[keys[piece], piece + 1, "good", ""]], list: [piece + 1, ""], more: piece < 2 } };
  };
  const note = gate.database.note.bind(gate.database);
  let isFull = true; // once, at the second piece
  gate.database.note = async (changes) => {
    if (isFull && changes.some(([, , value]) => value.key === keys[1])) throw ((isFull = false), new Error("The disk is full."));
    return note(changes);
  };

  const seen = [await gate.exchange.run(), await gate.database.count("people"), await gate.exchange.run(), await gate.database.count("people")];
  assert.deepEqual([seen, asked], [[false, 1, true, 3], [0, 1, 2, 1, 2]]);
});
