// What a gate keeps, in memory instead of IndexedDB: the same verbs, for tests. Values are copied, as a disk would; what was
// only noted is lost with the power, unless something was written after it.
const KEYS = { people: "key", events: "id", queue: "sequence", undos: "id", conflicts: "id", meta: "name" };

export class Kept {
  constructor() {
    this.stores = Object.fromEntries(Object.keys(KEYS).map((name) => [name, new Map()]));
    this.number = 0;
    this.onDisk = null;
  }

  async get(store, key) {
    return structuredClone(this.stores[store].get(key));
  }

  async all(store, most = Infinity) {
    return structuredClone([...this.stores[store].entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value).slice(0, most));
  }

  async some(store, keys) {
    return Promise.all(keys.map((key) => this.get(store, key)));
  }

  async bearer(key) {
    const person = await this.get("people", key);
    return [person, person ? await this.of(person.ref) : []];
  }

  async count(store) {
    return this.stores[store].size;
  }

  async of(ref) {
    return (await this.all("events")).filter((event) => event.ref === ref);
  }

  async note(changes) {
    this.onDisk ??= structuredClone(this.stores);
    this.#change(changes);
  }

  async write(changes) {
    this.#change(changes);
    this.onDisk = null;
  }

  losePower() {
    this.stores = this.onDisk ?? this.stores;
    this.onDisk = null;
  }

  #change(changes) {
    for (const [store, verb, value] of structuredClone(changes)) {
      if (verb === "put" && store === "queue") value.sequence ??= this.number += 1;
      if (verb === "put") this.stores[store].set(value[KEYS[store]], value);
      else if (verb === "delete") this.stores[store].delete(value);
      else this.stores[store].clear();
    }
  }
}
