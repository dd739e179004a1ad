// Looks at the camera's pictures for codes, one after the other, until told to stop.
const REST = 60; // milliseconds between two looks, so that the phone stays cool

/** Hands each text read to `found`; returns a function that ends it. */
export function watch(video, read, found) {
  let isOn = true;
  const look = async () => {
    if (!isOn) return;
    const hasPicture = !document.hidden && video.readyState >= video.HAVE_CURRENT_DATA && video.videoWidth > 0;
    const text = hasPicture ? await read(video) : "";
    if (text && isOn) found(text);
    setTimeout(look, REST);
  };
  look();
  return () => (isOn = false);
}
