// The gate's own desk: decides on codes by what the device keeps, and keeps what it decided until the server has it. Knows no page.
import { bearerOf } from "./bearers.js";
import { dayOf, insideNow, isMove, judge } from "./judge.js";
import { changesOf } from "./news.js";
import { settlement } from "./settling.js";

export class Desk {
  constructor({ database, now = Date.now, uuid = () => crypto.randomUUID() }) {
    Object.assign(this, { database, now, uuid, state: {}, unsent: new Set(), takenBack: new Set() });
  }

  async open() {
    this.state = Object.fromEntries((await this.database.all("meta")).map(({ name, value }) => [name, value]));
    return this;
  }

  async remember(values) {
    Object.assign(this.state, values);
    await this.database.write(Object.entries(values).map(([name, value]) => ["meta", "put", { name, value }]));
  }

  /** The time by the server's clock. */
  get time() {
    return this.now() + (this.state.offset ?? 0);
  }

  /** Decide on a code, read at the way in or out. What was decided is on the disk before anybody hears of it. */
  async scan(text, { isExit = false } = {}) {
    return this.#decide({ ...(await bearerOf(text, this.database)), isExit });
  }

  /** Let somebody in whom the door refused, as a supervisor, for a reason. */
  async vouch({ key, guest }, reason) {
    const [person, events] = await this.database.bearer(key);
    return this.#decide({ key, person, events, opened: guest, reason });
  }

  /** `opened` may come later: only doors ask who it is, the entrance does not. */
  async #decide({ key, person, events, opened, isExit = false, reason = "" }) {
    const { device, name, door, complete } = this.state;
    const inside = door?.capacity ? insideNow(this.state, await this.database.all("queue")) : 0;
    const judged = key ? judge({ person, guest: door && (await opened), events, door, day: door && dayOf(this.time, this.state.zone), isExit, inside, isVouched: Boolean(reason) }) : { verdict: "malformed", first: null };
    const shown = judged.verdict !== "unknown" || complete ? judged.verdict : "";
    const common = { device, gate: name, shown, exit: isExit };
    const scan = { ...common, scan_id: this.uuid(), key, at: this.now(), door: door?.name ?? "", reason };
    const event = { ...common, id: scan.scan_id, ref: person?.ref, at: this.time, verdict: judged.verdict, door: door?.id ?? 0 };
    this.unsent.add(scan.scan_id);
    const changes = [["queue", "put", scan], ...(isMove(event.verdict) ? [["events", "put", event]] : [])];
    const [guest] = await Promise.all([opened, this.database.write(changes)]);
    return { id: scan.scan_id, at: event.at, verdict: shown || "unsent", first: judged.first, guest, key };
  }

  /** The next scans to send, made under one name of this device; from now on the server may know them. */
  async waiting(most) {
    const scans = (await this.database.all("queue", most)).filter(({ scan_id }) => !this.takenBack.has(scan_id));
    const next = scans.filter(({ device }) => device === scans[0].device);
    next.forEach(({ scan_id }) => this.unsent.delete(scan_id));
    return next;
  }

  /** Let go of scans that the server answered, and keep where it saw them otherwise; `present` are inside by its count. Tells how many. */
  async settle(scans, results, present) {
    const answers = new Map(results.map((result) => [result.scan_id, result]));
    const answered = scans.filter((scan) => answers.has(scan.scan_id));
    const events = await this.database.some("events", answered.map(({ scan_id }) => scan_id));
    this.state.present = present;
    const counted = ["meta", "put", { name: "present", value: present }];
    await this.database.note([counted, ...settlement({ answered, answers, events: events.filter(Boolean), offset: this.state.offset, now: this.time })]);
    return answered.length;
  }

  /** Take over what the server told; see badges/gates/news.py. */
  async learn(news, { sent, received }) {
    const offset = Math.round(Date.parse(news.now) - (sent + received) / 2);
    const { congress, gate, roles, door, present, list, seen } = news;
    const values = { offset, ...congress, roles, door, present, list, seen, ...gate, expires: Date.parse(news.expires_at) };
    if (!news.more) Object.assign(values, { complete: true, heard: received });
    const changes = await changesOf(news, { device: this.state.device, of: (ref) => this.database.of(ref) });
    await this.database.note([...changes, ...Object.entries(values).map(([name, value]) => ["meta", "put", { name, value }])]);
    Object.assign(this.state, values); // only now: what could not be kept is asked for again
  }

  /** Take a scan back: before it was sent it is simply forgotten, later the server is told. */
  async undo(id) {
    this.takenBack.add(id); // at once, or a round that is under way would send it
    const waiting = (await this.database.all("queue")).find((scan) => scan.scan_id === id);
    const told = ["undos", "put", { id, device: this.state.device }];
    await this.database.write([["events", "delete", id], this.unsent.delete(id) ? ["queue", "delete", waiting.sequence] : told]);
    this.takenBack.delete(id); // what may have arrived is sent until it is answered, and then taken back
  }

  /** Be a gate no more. Scans that were not sent stay, as they name nobody, and so does the key as long as it may send them. */
  async empty({ keepKey = false } = {}) {
    const kept = keepKey ? { key: this.state.key, device: this.state.device } : {};
    await this.database.write(["people", "events", "conflicts", "meta"].map((store) => [store, "clear"]));
    this.state = {};
    await this.remember(kept);
  }
}
