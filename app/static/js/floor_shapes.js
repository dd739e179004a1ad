// Rectangles of a plan, in metres from the upper left corner of the hall; turned ones by `turn` degrees clockwise. Pure.
export const STEP = 0.1;
const LEAST = 0.3;
const RADIANS = Math.PI / 180;

/** A length on the grid of 10 cm; without floating dust. */
export function snapped(metres) {
  return Number((Math.round(metres / STEP) * STEP).toFixed(2));
}

/** A length as somebody typed it, with point or comma; 0 for what is none. */
export function metres(text) {
  return Number(String(text).trim().replace(",", ".")) || 0;
}

/** What a vector is after it was turned clockwise by so many degrees. */
export function spun([x, y], degrees) {
  const [across, along] = [Math.cos(degrees * RADIANS), Math.sin(degrees * RADIANS)];
  return [x * across - y * along, x * along + y * across];
}

/** What a rectangle takes along the walls: [across, down]. */
function reach({ width, depth, turn = 0 }) {
  const [across, along] = spun([1, 0], turn).map(Math.abs);
  return [width * across + depth * along, width * along + depth * across];
}

export function middleOf(box) {
  const [wide, deep] = reach(box);
  return [box.x + wide / 2, box.y + deep / 2];
}

/** The rectangle of its size and turn about a point. */
function about([x, y], box) {
  const [wide, deep] = reach(box);
  return { ...box, x: Number((x - wide / 2).toFixed(3)), y: Number((y - deep / 2).toFixed(3)) };
}

/** The rectangle before it was turned. */
export function flat(box) {
  return { ...about(middleOf(box), { ...box, turn: 0 }), turn: box.turn };
}

/** Where its lower right corner is. */
export function cornerOf(box) {
  const [[x, y], [right, down]] = [middleOf(box), spun([box.width / 2, box.depth / 2], box.turn ?? 0)];
  return { x: x + right, y: y + down };
}

/** The rectangle moved by (dx, dy), kept within the floor. */
export function moved(box, dx, dy, floor) {
  const within = (value, most) => Math.max(0, Math.min(value, most));
  const [wide, deep] = reach(box);
  return { ...box, x: snapped(within(box.x + dx, floor.width - wide)), y: snapped(within(box.y + dy, floor.depth - deep)) };
}

/** The rectangle made wider by dx and deeper by dy, along its own sides; its upper left corner stays. */
export function resized(box, dx, dy, floor) {
  const within = (value, most) => Math.max(LEAST, Math.min(value, most));
  const most = box.turn ? [Infinity, Infinity] : [floor.width - box.x, floor.depth - box.y];
  const now = { ...box, width: snapped(within(box.width + dx, most[0])), depth: snapped(within(box.depth + dy, most[1])) };
  if (!box.turn) return now;
  const [[x, y], [right, down]] = [middleOf(box), spun([(now.width - box.width) / 2, (now.depth - box.depth) / 2], box.turn)];
  return about([x + right, y + down], now);
}

/** The rectangle turned by so many degrees more about its middle. */
export function turned(box, degrees) {
  const turn = (box.turn ?? 0) + degrees;
  return about(middleOf(box), { ...box, turn: 90 - ((((90 - turn) % 180) + 180) % 180) });
}

/** The rectangle between two points, kept within the floor. */
export function drawn(from, to, floor) {
  const [left, right] = [from.x, to.x].map((x) => snapped(Math.max(0, Math.min(x, floor.width)))).sort((a, b) => a - b);
  const [top, bottom] = [from.y, to.y].map((y) => snapped(Math.max(0, Math.min(y, floor.depth)))).sort((a, b) => a - b);
  return { x: left, y: top, width: snapped(right - left), depth: snapped(bottom - top) };
}

/** Whether a rectangle is large enough to be one, rather than a slip of the hand. */
export function isSomething(box) {
  return box.width >= LEAST && box.depth >= LEAST;
}
