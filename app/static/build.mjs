// Builds what git does not keep: styles (both directions), the scanner's engine, the fonts of the badges.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import * as esbuild from "esbuild-wasm";
import rtlcss from "rtlcss";
import { compileAsync, compileString } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const modules = join(root, "node_modules");
const built = join(here, "built");
const fonts = join(root, "badges", "fonts");

const sheets = ["theme", "organise", "gate"];
const engine = {
  "es/reader/index.js": "reader/index.js",
  "es/share.js": "share.js",
  "reader/zxing_reader.wasm": "zxing_reader.wasm",
};
// Pages with many modules get them in one file, since each request costs a weak network a moment.
const bundles = { main: "main.js", gate: "checkin/gate.js", kiosk: "checkin/kiosk.js", worker: "checkin/worker.js" };
const families = { "noto-sans": "NotoSans", "noto-sans-arabic": "NotoSansArabic", "noto-sans-ethiopic": "NotoSansEthiopic" };
const weights = { "400Regular": "Regular", "700Bold": "Bold" };

async function copy(source, target) {
  await mkdir(dirname(target), { recursive: true });
  await copyFile(source, target);
}

async function buildSheet(name) {
  const { css } = await compileAsync(join(here, "scss", `${name}.scss`), {
    loadPaths: [modules],
    quietDeps: true,
    // Bootstrap 5 is written with @import; so is what configures it.
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  await writeFile(join(built, `${name}.css`), compressed(css));
  await writeFile(join(built, `${name}.rtl.css`), compressed(rtlcss.process(css)));
}

// Only now, since the comments that steer rtlcss fall away.
function compressed(css) {
  return compileString(css, { syntax: "css", style: "compressed" }).css;
}

function bundleAll() {
  const entryPoints = Object.fromEntries(Object.entries(bundles).map(([name, entry]) => [name, join(here, "js", entry)]));
  return esbuild.build({ entryPoints, outdir: built, bundle: true, minify: true, format: "esm", target: "es2022", logLevel: "error" });
}

async function copyFonts(family, name) {
  const from = join(modules, "@expo-google-fonts", family);
  for (const [folder, weight] of Object.entries(weights)) {
    await copy(join(from, folder, `${name}_${folder}.ttf`), join(fonts, `${name}-${weight}.ttf`));
  }
  await copy(join(from, "LICENSE_FONT"), join(fonts, `${name}-OFL.txt`));
}

async function compressAll() {
  const names = await readdir(built, { recursive: true });
  const worthIt = names.filter((name) => /\.(css|js|wasm)$/.test(name));
  await Promise.all(
    worthIt.map(async (name) => {
      const packed = await promisify(gzip)(await readFile(join(built, name)), { level: 9 });
      await writeFile(join(built, `${name}.gz`), packed);
    }),
  );
}

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
await Promise.all([
  ...sheets.map(buildSheet),
  bundleAll(),
  copy(join(root, "templates", "layout", "icon.svg"), join(built, "icon.svg")),
  ...Object.entries(engine).map(([from, to]) => copy(join(modules, "zxing-wasm", "dist", from), join(built, "zxing", to))),
  ...Object.entries(families).map(([family, name]) => copyFonts(family, name)),
]);
await compressAll();
