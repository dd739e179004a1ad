// A camera that reads codes into a page. The parts are the gate's, fetched only when somebody wants to scan.
const PARTS = ["camera", "decoder", "repeats", "scanner"];

/** Open the camera and call *read* with each code it sees, the same one once; resolves to whether there is a picture. */
export async function readCodes(video, engine, read) {
  const [{ Camera }, { createDecoder }, { createRepeats }, { watch }] = await Promise.all(PARTS.map((part) => import(`./checkin/${part}.js`)));
  try {
    await new Camera(video).open();
  } catch {
    return false;
  }
  video.hidden = false;
  const isRepeat = createRepeats();
  watch(video, await createDecoder(engine), (code) => isRepeat(code, Date.now()) || read(code));
  return true;
}
