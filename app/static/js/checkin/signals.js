// Sound and vibration. Browsers let pages sound only after a touch, so the first one wakes the sound.
import { signal } from "./verdicts.js";

let audio = null;

/** Call from a tap. */
export function wake() {
  audio ??= globalThis.AudioContext ? new AudioContext() : null;
  audio?.resume();
}

/** Let a verdict be heard and felt. */
export function play(tone) {
  const { vibration, notes } = signal(tone);
  navigator.vibrate?.(vibration);
  if (audio?.state === "running") sound(notes, audio.currentTime);
}

function sound(notes, start) {
  for (const [hertz, seconds] of notes) {
    const tone = new OscillatorNode(audio, { type: "triangle", frequency: hertz });
    const volume = new GainNode(audio, { gain: 0.0001 });
    volume.gain.setTargetAtTime(0.5, start, 0.008);
    volume.gain.setTargetAtTime(0.0001, start + seconds - 0.03, 0.012);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop((start += seconds + 0.02));
  }
}
