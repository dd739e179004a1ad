// From the server's news (badges/gates/news.py) to changes of what the device keeps. Pure but for asking who came.
import { inOrder, isMove } from "./judge.js";

/** The changes that news make; `of(ref)` gives the scans of somebody, `device` is this one. */
export async function changesOf(news, { device, of }) {
  const changes = news.again ? ["people", "events"].map((store) => [store, "clear"]) : [];
  for (const [key, ref, standing, box] of news.entries) {
    changes.push(ref === undefined ? ["people", "delete", key] : ["people", "put", { key, ref, standing, box }]);
  }
  for (const [id, ref, at, gate, origin, verdict, shown, isUndone, door = 0, exit = 0] of news.scans) {
    const event = { id, ref, at, gate, device: origin, verdict, shown, door, exit };
    changes.push(isUndone || !isMove(verdict) ? ["events", "delete", id] : ["events", "put", event]);
    if (!isUndone && origin !== device && shown === "welcome" && verdict === "already_in") {
      changes.push(...(await doubles(event, { device, of })));
    }
  }
  return changes;
}

/** Somebody was let in elsewhere whom this gate had let in as well: both must hear of it. */
async function doubles(event, { device, of }) {
  const mine = (await of(event.ref)).filter((other) => other.device === device && other.door === event.door && other.shown === "welcome").sort(inOrder);
  const { id, at, gate } = event;
  return mine.slice(0, 1).map((first) => ["conflicts", "put", { id, kind: "elsewhere", at, gate, first: first.at, verdict: event.verdict }]);
}
