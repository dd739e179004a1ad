// From the server's answers to scans to changes of what the device keeps. Pure.
import { conflictOf, isMove } from "./judge.js";

const STANDS_THERE = 10_000; // milliseconds; so long a guest who may come in after all is told by the screen

/** The changes for scans that were answered; `answers` by their ids, `events` what is kept of them, `now` by the server's clock. */
export function settlement({ answered, answers, events, offset, now }) {
  const conflicts = answered.map((scan) => conflictOf(scan, answers.get(scan.scan_id), offset)).filter(({ kind }) => kind);
  const told = conflicts.filter(({ kind, at }) => kind !== "late" || now - at > STANDS_THERE);
  const gone = answered.filter((scan) => !isMove(answers.get(scan.scan_id).verdict));
  return [
    ...answered.map((scan) => ["queue", "delete", scan.sequence]),
    ...events.map((event) => ["events", "put", { ...event, verdict: answers.get(event.id).verdict }]),
    ...gone.map((scan) => ["events", "delete", scan.scan_id]),
    ...told.map((conflict) => ["conflicts", "put", conflict]),
  ];
}
