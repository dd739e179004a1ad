// The gate's own desk: decides on codes by what the device keeps, and keeps what it decided until the server has it. Knows no page.
import { keyOf, readCode, unseal } from "./codes.js";
import { conflictOf, dayOf, isMove, judge } from "./judge.js";
import { changesOf } from "./news.js";

export class Desk {
  constructor({ database, now = Date.now, uuid = () => crypto.randomUUID() }) {
    Object.assign(this, { database, now, uuid, state: {}, takenBack: new Set() });
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
  async scan(text, { isExit = false, inside = 0 } = {}) {
    const code = readCode(text);
    const key = code && (await keyOf(code));
    const person = key && (await this.database.get("people", key));
    const guest = person?.box ? await unseal(code, person.box) : null;
    return this.#decide({ key, person, guest, isExit, inside });
  }

  /** Let somebody in whom the door refused, as a supervisor, for a reason. */
  async vouch({ key, guest }, reason) {
    return this.#decide({ key, person: await this.database.get("people", key), guest, reason });
  }

  async #decide({ key, person, guest, isExit = false, inside = 0, reason = "" }) {
    const { device, name, door, complete } = this.state;
    const events = person ? await this.database.of(person.ref) : [];
    const judged = key ? judge({ person, guest, events, door, day: dayOf(this.time, this.state.zone), isExit, inside, isVouched: Boolean(reason) }) : { verdict: "malformed", first: null };
    const shown = judged.verdict !== "unknown" || complete ? judged.verdict : "";
    const common = { device, gate: name, shown, exit: isExit };
    const scan = { ...common, scan_id: this.uuid(), key, at: this.now(), door: door?.name ?? "", reason };
    const event = { ...common, id: scan.scan_id, ref: person?.ref, at: this.time, verdict: judged.verdict, door: door?.id ?? 0 };
    await this.database.write([["queue", "put", scan], ...(isMove(event.verdict) ? [["events", "put", event]] : [])]);
    return { id: scan.scan_id, at: event.at, verdict: shown || "unsent", first: judged.first, guest, key };
  }

  /** The next scans to send, made under one name of this device. */
  async waiting(most) {
    const scans = (await this.database.all("queue", most)).filter(({ scan_id }) => !this.takenBack.has(scan_id));
    return scans.filter(({ device }) => device === scans[0].device);
  }

  /** Let go of scans that the server answered; tells where it saw them otherwise: [{id, kind, shown, verdict, at, first}]. */
  async settle(scans, results) {
    const answers = new Map(results.map((result) => [result.scan_id, result]));
    const answered = scans.filter((scan) => answers.has(scan.scan_id));
    const conflicts = answered.map((scan) => conflictOf(scan, answers.get(scan.scan_id), this.state.offset)).filter(({ kind }) => kind);
    const gone = answered.filter((scan) => !isMove(answers.get(scan.scan_id).verdict)).map((scan) => ["events", "delete", scan.scan_id]);
    const kept = conflicts.filter(({ kind, at }) => kind !== "late" || this.time - at > 10_000);
    const events = (await Promise.all(answered.map(({ scan_id }) => this.database.get("events", scan_id)))).filter(Boolean);
    const told = events.map((event) => ["events", "put", { ...event, verdict: answers.get(event.id).verdict }]);
    await this.database.write([...answered.map((scan) => ["queue", "delete", scan.sequence]), ...told, ...gone, ...kept.map((conflict) => ["conflicts", "put", conflict])]);
    return answered.length;
  }

  /** Take over what the server told; see badges/gates/news.py. */
  async learn(news, { sent, received }) {
    const offset = Math.round(Date.parse(news.now) - (sent + received) / 2);
    const { congress, gate, roles, door, present, list, seen } = news;
    const values = { offset, ...congress, roles, door, present, list, seen, ...gate, expires: Date.parse(news.expires_at) };
    if (!news.more) Object.assign(values, { complete: true, heard: received });
    Object.assign(this.state, values);
    const changes = await changesOf(news, { device: this.state.device, of: (ref) => this.database.of(ref) });
    await this.database.write([...changes, ...Object.entries(values).map(([name, value]) => ["meta", "put", { name, value }])]);
  }

  /** Take a scan back: before it was sent it is simply forgotten, later the server is told. */
  async undo(id) {
    this.takenBack.add(id); // at once, or a round that is under way would send it
    const waiting = (await this.database.all("queue")).find((scan) => scan.scan_id === id);
    const telling = waiting && !waiting.isOnItsWay ? ["queue", "delete", waiting.sequence] : ["undos", "put", { id, device: this.state.device }];
    await this.database.write([["events", "delete", id], telling]);
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
