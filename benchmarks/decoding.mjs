// Decodes grey pictures by the engine that the gate uses, as app/static/js/checkin/decoder.js does. Run by benchmarks/decoding.py:
// node decoding.mjs ENGINE WIDTH HEIGHT < pictures, one byte a pixel; writes {"texts": […], "milliseconds": median}.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [engine, width, height] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const { prepareZXingModule, readBarcodes } = await import(pathToFileURL(join(engine, "reader/index.js")).href);
await prepareZXingModule({ overrides: { wasmBinary: readFileSync(join(engine, "zxing_reader.wasm")) }, fireImmediately: true });
const options = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryDownscale: false };
const grey = readFileSync(0);
const [texts, times] = [[], []];
for (let start = 0; start < grey.length; start += width * height) {
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) data.fill(grey[start + pixel], 4 * pixel, 4 * pixel + 3);
  const begun = performance.now();
  const [found] = await readBarcodes({ data, width, height, colorSpace: "srgb" }, options);
  times.push(performance.now() - begun);
  texts.push(found?.isValid ? found.text : "");
}
console.log(JSON.stringify({ texts, milliseconds: times.sort((one, other) => one - other)[times.length >> 1] }));
