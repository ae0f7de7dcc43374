// Writes the committed outputs: one style sheet, one vendored chart engine. `npm install && npm run build`.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { compile } from "sass";

const OUT = new URL("../src/levier/web/ui/static/levier/", import.meta.url);
await mkdir(new URL("vendor/", OUT), { recursive: true });

const css = compile("scss/levier.scss", {
  style: "compressed",
  loadPaths: ["node_modules"],
  // Bootstrap 5.3 still uses the former module system of Sass.
  silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  quietDeps: true,
}).css;
await write("levier.css", css.replace(/^﻿/, ""));

const engine = await build({
  entryPoints: ["vendor/vega.mjs"],
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  metafile: true,
  banner: { js: "/* Vega 6, Vega-Lite 6, Vega-Embed 7 and what they use: see THIRD_PARTY.md */" },
});
await write("vendor/vega.js", engine.outputFiles[0].text);
await write("vendor/LICENSES.txt", await licences(engine.metafile));

// The licence of every package whose code is in the outputs, as their authors ask.
async function licences({ outputs }) {
  const used = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const written = used.filter(([, { bytesInOutput }]) => bytesInOutput).map(([path]) => path.match(/.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]);
  const folders = [...new Set([...written.filter(Boolean), "node_modules/bootstrap"])].sort();
  return (await Promise.all(folders.map(licence))).join("\n");
}

async function licence(folder) {
  const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  const file = (await readdir(folder)).find((one) => /^(licen[cs]e|copying)/i.test(one));
  const text = file ? (await readFile(`${folder}/${file}`, "utf8")).trim().replaceAll("\r", "") : `${license} (no text in the package)`;
  return `${"=".repeat(78)}\n${name} ${version} – ${license}\n${"=".repeat(78)}\n\n${text}\n`;
}

async function write(name, text) {
  // A source map that is not there breaks collectstatic.
  if (text.includes("sourceMappingURL=")) throw new Error(`${name} names a source map`);
  await writeFile(new URL(name, OUT), text);
  console.log(name, text.length, "bytes,", gzipSync(text, { level: 9 }).length, "compressed");
}
