// Scans on their way to the server: kept until they are answered, sent again until they are, in batches, in order. Knows no page.
const MOST = 500;
const LONGEST_PAUSE = 30_000;
// What the server takes as a clock's offset; a clock further off is set right here.
const LARGEST_OFFSET = 2 ** 31 - 1;

/** How long to wait after `failures` tries in a row that brought nothing: one second, then longer, at most half a minute. */
export function pause(failures) {
  return Math.min(1000 * 2 ** (failures - 1), LONGEST_PAUSE);
}

/** By how much the server's clock is ahead, in milliseconds, if the question took from `sent` to `received` by ours. */
export function offset(serverNow, sent, received) {
  return Math.round(Date.parse(serverNow) - (sent + received) / 2);
}

/**
 * `post(body)` resolves to {status, body}, and rejects when there is no network. `store` has load() and save(state).
 * `answered(scan, result, answer)` hears of each result, `changed(unsent, status)` when the number of unsent scans may have.
 */
export class ScanQueue {
  #flushing = false;
  #failures = 0;
  #isDue = false;

  constructor({ post, store, answered, changed = () => {}, now = Date.now, uuid = () => crypto.randomUUID(), later = setTimeout }) {
    Object.assign(this, { post, store, answered, changed, now, uuid, later });
    const kept = store.load() ?? {};
    this.state = { device: kept.device ?? uuid(), sequence: kept.sequence ?? 0, scans: kept.scans ?? [] };
    this.offset = 0;
    store.save(this.state);
  }

  get unsent() {
    return this.state.scans.length;
  }

  /** Keep a scan and try to send it; returns it. */
  add(code, gate) {
    this.state.sequence += 1;
    const scan = { scan_id: this.uuid(), sequence: this.state.sequence, code, gate, scanned_at: this.now() };
    this.state.scans.push(scan);
    this.store.save(this.state);
    this.flush();
    return scan;
  }

  /** Set the clock right after the server told its time. */
  learnClock(serverNow, sent, received) {
    this.offset = offset(serverNow, sent, received);
  }

  /** The body that carries these scans. */
  batch(scans) {
    const isFarOff = Math.abs(this.offset) > LARGEST_OFFSET;
    const timed = (scan) => ({ ...scan, scanned_at: new Date(scan.scanned_at + (isFarOff ? this.offset : 0)).toISOString() });
    return { device: this.state.device, clock_offset_ms: isFarOff ? 0 : this.offset, scans: scans.map(timed) };
  }

  /** Send what is unsent. A try that is under way takes new scans along in its next round. */
  async flush() {
    if (this.#flushing) return;
    this.#flushing = true;
    let status = 200;
    while (this.unsent && status === 200) status = await this.#send(this.state.scans.slice(0, MOST));
    this.#flushing = false;
    this.#failures = status === 200 ? 0 : this.#failures + 1;
    this.changed(this.unsent, status);
    if (this.unsent && !this.#isDue) this.#flushLater();
  }

  #flushLater() {
    this.#isDue = true;
    this.later(() => ((this.#isDue = false), this.flush()), pause(this.#failures));
  }

  async #send(scans) {
    const sent = this.now();
    try {
      const { status, body } = await this.post(this.batch(scans));
      const isAnswered = status === 200 && this.#settle(scans, body, sent);
      return status === 200 && !isAnswered ? 0 : status;
    } catch {
      return 0; // No network, or the answer was lost: the same scans go again, and the server knows them by their ids.
    }
  }

  /** Let go of what was answered; false if nothing was. */
  #settle(scans, answer, sent) {
    this.learnClock(answer.now, sent, this.now());
    const results = new Map(answer.results.map((result) => [result.scan_id, result]));
    const answered = scans.filter((scan) => results.has(scan.scan_id));
    this.state.scans = this.state.scans.filter((scan) => !results.has(scan.scan_id));
    this.store.save(this.state);
    for (const scan of answered) this.answered(scan, results.get(scan.scan_id), answer);
    return answered.length > 0;
  }
}
