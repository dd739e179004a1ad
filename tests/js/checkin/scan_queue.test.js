import assert from "node:assert/strict";
import { test } from "node:test";
import { ScanQueue, offset, pause } from "../../../app/static/js/checkin/scan_queue.js";

const NOON = Date.parse("2027-11-08T12:00:00.000Z");
const soon = () => new Promise((resolve) => setImmediate(resolve));

/** A queue with a server that answers as told: each entry of `server` is a status, or a function of the body. */
function build(server = [], kept = null) {
  const world = { bodies: [], heard: [], changes: [], later: [], saved: kept, id: 0 };
  const welcome = (body) => ({ now: new Date(NOON).toISOString(), present: 1, results: body.scans.map(({ scan_id }) => ({ scan_id, verdict: "welcome" })) });
  world.queue = new ScanQueue({
    post: async (body) => {
      world.bodies.push(body);
      const next = server.shift() ?? welcome;
      if (typeof next === "number") return { status: next, body: null };
      return { status: 200, body: next(body, welcome) };
    },
    store: { load: () => structuredClone(world.saved), save: (state) => (world.saved = structuredClone(state)) },
    answered: (scan, result) => world.heard.push([scan.code, result.verdict]),
    changed: (...change) => world.changes.push(change),
    now: () => NOON,
    uuid: () => `id-${(world.id += 1)}`,
    later: (work, milliseconds) => world.later.push([work, milliseconds]),
  });
  return world;
}

const lost = () => {
  throw new TypeError("no network");
};

test("a scan is sent at once, with its id, its number and its time", async () => {
  const { queue, bodies, heard, saved } = build();

  queue.add("C1AAA", "East");
  await soon();

  const scan = { scan_id: "id-2", sequence: 1, code: "C1AAA", gate: "East", scanned_at: "2027-11-08T12:00:00.000Z" };
  assert.deepEqual(bodies, [{ device: "id-1", clock_offset_ms: 0, scans: [scan] }]);
  assert.deepEqual(heard, [["C1AAA", "welcome"]]);
  assert.equal(queue.unsent, 0);
});

test("without network scans are kept and go again, the same ones", async () => {
  const world = build([lost, lost]);

  world.queue.add("C1AAA", "East");
  await soon();
  world.queue.add("C1BBB", "East");
  await soon();
  assert.deepEqual([world.queue.unsent, world.heard, world.saved.scans.length, world.later.length], [2, [], 2, 1]);
  world.later[0][0]();
  await soon();

  assert.deepEqual(world.bodies.map((body) => body.scans.map((scan) => scan.scan_id)), [["id-2"], ["id-2", "id-3"], ["id-2", "id-3"]]);
  assert.deepEqual(world.heard, [["C1AAA", "welcome"], ["C1BBB", "welcome"]]);
  assert.deepEqual(world.changes, [[1, 0], [2, 0], [0, 200]]);
});

test("a lost answer is asked for again by the same ids", async () => {
  const world = build([(body, welcome) => ({ ...welcome(body), results: undefined })]);

  world.queue.add("C1AAA", "East");
  await soon();
  assert.equal(world.queue.unsent, 1);
  world.later[0][0]();
  await soon();

  assert.equal(world.bodies[1].scans[0].scan_id, world.bodies[0].scans[0].scan_id);
  assert.deepEqual(world.heard, [["C1AAA", "welcome"]]);
});

test("after a reload what was not sent goes out, under the same name", async () => {
  const before = build([lost]);
  before.queue.add("C1AAA", "East");
  await soon();

  const after = build([], before.saved);
  after.queue.flush();
  await soon();

  assert.deepEqual(after.bodies, before.bodies);
  assert.deepEqual(after.heard, [["C1AAA", "welcome"]]);
  after.queue.add("C1BBB", "East");
  assert.equal(after.saved.sequence, 2);
});

test("scans made while others are on their way go in the next round", async () => {
  const world = build();

  for (const code of ["A", "B", "C"]) world.queue.add(code, "");
  await soon();

  assert.deepEqual(world.bodies.map((body) => body.scans.map((scan) => scan.code)), [["A"], ["B", "C"]]);
});

test("an answer that answers nothing does not go round for ever", async () => {
  const world = build([(body, welcome) => ({ ...welcome(body), results: [] })]);

  world.queue.add("A", "");
  await soon();

  assert.equal(world.bodies.length, 1);
  assert.equal(world.later.length, 1);
});

test("whoever must log in again is told so, and nothing is lost", async () => {
  const world = build([401]);

  world.queue.add("A", "");
  await soon();

  assert.deepEqual(world.changes, [[1, 401]]);
});

test("tries become rarer, but never rarer than every half minute", () => {
  assert.deepEqual([1, 2, 3, 6, 20].map(pause), [1000, 2000, 4000, 30000, 30000]);
});

test("the clock is set by the middle of question and answer", () => {
  assert.equal(offset("2027-11-08T12:00:10.000Z", NOON - 100, NOON + 300), 9900);
});

test("a clock that is years off is set right before sending", () => {
  const { queue } = build();
  const years = 20 * 365 * 86_400_000;
  queue.learnClock(new Date(NOON + years).toISOString(), NOON, NOON);

  const body = queue.batch([{ scan_id: "x", scanned_at: NOON }]);

  assert.deepEqual(body, { device: "id-1", clock_offset_ms: 0, scans: [{ scan_id: "x", scanned_at: new Date(NOON + years).toISOString() }] });
});
