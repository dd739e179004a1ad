// What dragging and keys do to a rectangle of the plan. Pure.
import { STEP, cornerOf, drawn, middleOf, moved, resized, spun, turned } from "./floor_shapes.js";

const GRIP = 0.45; // metres from the lower right corner that resize
const [FINE, COARSE] = [5, 15]; // degrees
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

/** What a rectangle becomes as the pointer goes on from *at*: a function of where it is. Without a box a new one is drawn. */
export function dragging(box, at, floor, isTurning) {
  if (!box) return (to) => drawn(at, to, floor);
  if (isTurning) return (to) => turned(box, FINE * Math.round((seenFrom(box, to) - seenFrom(box, at)) / FINE));
  const corner = cornerOf(box);
  const isGrip = Math.hypot(corner.x - at.x, corner.y - at.y) < GRIP;
  return (to) => {
    const way = [to.x - at.x, to.y - at.y];
    return isGrip ? resized(box, ...spun(way, -(box.turn ?? 0)), floor) : moved(box, ...way, floor);
  };
}

/** What a key makes of a rectangle; null where it makes nothing of it. */
export function pressing(box, { key, shiftKey }, floor) {
  if (ARROWS[key]) return (shiftKey ? resized : moved)(box, ...ARROWS[key], floor);
  if (key.toLowerCase() === "r" && "turn" in box) return turned(box, shiftKey ? -COARSE : COARSE);
  return null;
}

function seenFrom(box, { x, y }) {
  const [u, v] = middleOf(box);
  return (Math.atan2(y - v, x - u) * 180) / Math.PI;
}
