// Scans as they travel to the server. Pure.
const LARGEST_OFFSET = 2 ** 31 - 1; // in milliseconds, what the server takes; a clock further off is set right here

/** The body that carries scans made under one name of this device; `offset` is by how much the server's clock is ahead. */
export function batchOf(scans, offset = 0) {
  const isFarOff = Math.abs(offset) > LARGEST_OFFSET;
  const when = (at) => new Date(at + (isFarOff ? offset : 0)).toISOString();
  const told = ({ at, scan_id, sequence, gate, key, shown, door, exit, reason }) => ({ scan_id, sequence, gate, key, code: "", shown, door, exit, reason, scanned_at: when(at) });
  return { device: scans[0].device, clock_offset_ms: isFarOff ? 0 : offset, scans: scans.map(told) };
}
