// Keeps a desk and the server in step: sends scans until they are answered, asks for news, again and again. Knows no page.
import { batchOf } from "./batch.js";
import { insideAfter } from "./judge.js";
import { ENDED, good } from "./link.js";

const [MOST, EVERY, LONGEST_PAUSE, HANDSHAKE_LASTS] = [200, 15_000, 30_000, 60_000];
const [nothing, timer] = [() => {}, (work, after) => setTimeout(work, after)];

export class Exchange {
  #running = null;
  #isAskedAgain = false;
  #failures = 0;
  #timer;
  #handshake = -Infinity;

  /** `changed()` hears of each step, `answered(result)` of each answer, `ended()` that this is no gate any more. */
  constructor({ desk, link, battery = async () => null, changed = nothing, answered = nothing, ended = nothing, later = timer }) {
    Object.assign(this, { desk, link, battery, changed, answered, ended, later });
  }

  /** Send what is there, hear what is new. What comes while a round is under way gets the next one at once. */
  run() {
    this.#isAskedAgain = Boolean(this.#running);
    return (this.#running ??= this.#rounds().finally(() => (this.#running = null)));
  }

  async #rounds() {
    const isWell = await this.#round();
    return isWell && this.#isAskedAgain ? this.#rounds() : isWell;
  }

  /** Somebody looks again, or the network is back: what is known counts as old. */
  refresh() {
    this.#handshake = -Infinity;
    return this.start();
  }

  /** Run now and for ever. */
  async start() {
    clearTimeout(this.#timer);
    this.#failures = (await this.run()) ? 0 : this.#failures + 1;
    const pause = this.#failures ? Math.min(500 * 2 ** this.#failures, LONGEST_PAUSE) : EVERY;
    this.#timer = this.later(() => this.start(), pause);
  }

  async #round() {
    this.#isAskedAgain = false;
    try {
      if (!this.desk.state.key) return true;
      // Before the first scans after a silence the clocks are compared, so that their order is right.
      if (this.desk.now() - this.#handshake > HANDSHAKE_LASTS) await this.#hear();
      await this.#send();
      if (this.#failures || this.desk.now() - this.#handshake >= EVERY - 1000) await this.#hear();
      return true;
    } catch (fault) {
      if (fault === ENDED) await this.#end();
      return fault === ENDED; // all else is the network: the same scans go again, the server knows their ids
    } finally {
      this.changed();
    }
  }

  async #hear() {
    let [known, kept] = [this.desk.state, null];
    for (let more = true; more; this.changed()) {
      const state = { list: known.list, seen: known.seen, unsent: await this.desk.database.count("queue"), battery: await this.battery() };
      const sent = this.desk.now();
      const { body } = await good(this.link.news(state));
      const received = this.desk.now();
      await kept; // each piece of a long list is kept while the next one is on its way
      (kept = this.desk.learn(body, { sent, received })).catch(nothing); // it is awaited above or below
      [known, more] = [body, body.more];
    }
    await kept;
    this.#handshake = this.desk.now();
  }

  async #send() {
    for (let same; (same = await this.desk.waiting(MOST)).length; this.changed()) {
      const { body } = await good(this.link.scans(batchOf(same, this.desk.state.offset)));
      const present = this.desk.state.door ? insideAfter(this.desk.state.present, body.results) : body.present;
      if (!(await this.desk.settle(same, body.results, present))) throw new Error("The server answered to other scans.");
      for (const result of body.results) this.answered(result);
    }
    await this.#takeBack();
  }

  async #takeBack() {
    for (const { id, device } of await this.desk.database.all("undos")) {
      await good(this.link.undo(device, id), { also: 404 });
      await this.desk.database.note([["undos", "delete", id]]);
    }
  }

  async #end() {
    await this.#send().catch(nothing); // what was decided while this was a gate, as far as the server takes it
    await this.desk.empty();
    this.ended();
  }
}
