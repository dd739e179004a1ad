// Reads QR codes in pictures: by the browser itself where it can, else by zxing from our own host.
const WIDEST = 960; // more pixels cost time and read no more codes at arm's length

/** Resolves to read(video) → the text of a code or "". `engine` is the address of zxing's folder. */
export async function createDecoder(engine) {
  return (await nativeDecoder()) ?? zxingDecoder(new URL(engine, location.href).href);
}

async function nativeDecoder() {
  const formats = (await globalThis.BarcodeDetector?.getSupportedFormats?.().catch(() => [])) ?? [];
  if (!formats.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue ?? "";
}

async function zxingDecoder(engine) {
  const { prepareZXingModule, readBarcodes } = await import(`${engine}reader/index.js`);
  // Without this the engine would be fetched from a public server.
  const locateFile = (name) => `${engine}${name}`;
  await prepareZXingModule({ overrides: { locateFile }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDEST / Math.max(video.videoWidth, video.videoHeight));
    [canvas.width, canvas.height] = [video.videoWidth * scale, video.videoHeight * scale];
    paper.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = paper.getImageData(0, 0, canvas.width, canvas.height);
    const [found] = await readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 1, tryDownscale: false });
    return found?.isValid ? found.text : "";
  };
}
