// A gong out of a few sine waves that fade at different speeds; browsers allow it only after a press of a button.
const PARTIALS = [[1, 1, 4], [2.01, 0.5, 2.6], [2.74, 0.35, 2], [3.9, 0.2, 1.2]]; // ratio, loudness, seconds
const PITCH = 196;

/** Make the gong; what it gives strikes it. It is struck once at once, so that one hears whether it is loud enough. */
export function gong() {
  const context = new AudioContext();
  const strike = () => {
    for (const [ratio, loudness, seconds] of PARTIALS) {
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.frequency.value = PITCH * ratio;
      volume.gain.setValueAtTime(0.3 * loudness, context.currentTime);
      volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + seconds);
      tone.connect(volume).connect(context.destination);
      tone.start();
      tone.stop(context.currentTime + seconds);
    }
  };
  strike();
  return strike;
}
