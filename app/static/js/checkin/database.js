// What a gate keeps: its list, who came, what is not sent yet. IndexedDB behind four verbs; see tests/js/checkin/kept.js for the same in memory.
const STORES = {
  people: { keyPath: "key" }, // the list: {key, ref, standing, box}
  events: { keyPath: "id" }, // scans that count, of all gates: {id, ref, at, gate, device, verdict, shown}
  queue: { keyPath: "sequence", autoIncrement: true }, // scans to be sent, in order
  undos: { keyPath: "id" }, // scans to be taken back: {id, device}
  conflicts: { keyPath: "id" }, // where this gate said something else than all gates together
  meta: { keyPath: "name" }, // {name, value}
};
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Open what a device keeps for one congress. */
export async function openDatabase(congress) {
  const request = indexedDB.open(`reihum-gate-${congress}`, 1);
  request.onupgradeneeded = () => {
    for (const [name, options] of Object.entries(STORES)) request.result.createObjectStore(name, options);
    request.transaction.objectStore("events").createIndex("ref", "ref");
  };
  return new Database(await done(request));
}

class Database {
  constructor(database) {
    this.database = database;
  }

  get(store, key) {
    return done(this.#store(store).get(key));
  }

  all(store, most) {
    return done(this.#store(store).getAll(null, most));
  }

  /** Values by their keys, undefined for those that are not there. */
  some(store, keys) {
    const looking = this.#store(store);
    return Promise.all(keys.map((key) => done(looking.get(key))));
  }

  count(store) {
    return done(this.#store(store).count());
  }

  /** The events of one person. */
  of(ref) {
    return done(this.#store("events").index("ref").getAll(ref));
  }

  /** Who has a key, and their events, by one look: [person, events]. */
  async bearer(key) {
    const looking = this.database.transaction(["people", "events"]);
    const person = await done(looking.objectStore("people").get(key));
    return [person, person ? await done(looking.objectStore("events").index("ref").getAll(person.ref)) : []];
  }

  /** Make changes together, or none: [store, "put" | "delete" | "clear", value]. Resolves once they are on the disk. */
  write(changes) {
    return this.#change(changes, "strict");
  }

  /** The same for what the server would tell again: it outlives this page and its browser, but perhaps no loss of power. */
  note(changes) {
    return this.#change(changes, "relaxed");
  }

  #change(changes, durability) {
    const stores = [...new Set(changes.map(([store]) => store))];
    if (!stores.length) return Promise.resolve();
    const writing = this.database.transaction(stores, "readwrite", { durability });
    for (const [store, verb, value] of changes) writing.objectStore(store)[verb](...(verb === "clear" ? [] : [value]));
    return new Promise((resolve, reject) => {
      writing.oncomplete = () => resolve();
      writing.onabort = writing.onerror = () => reject(writing.error);
    });
  }

  #store(name) {
    return this.database.transaction(name).objectStore(name);
  }
}
