// Dropped files join those of the plain control, and are named below it.
const SIZES = ["octets", "ko", "Mo", "Go"];

function size(bytes) {
  const rank = Math.min(3, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const language = document.documentElement.lang;
  const units = language === "fr" ? SIZES : ["bytes", "kB", "MB", "GB"];
  return `${(bytes / 1000 ** rank).toLocaleString(language, { maximumFractionDigits: rank > 1 ? 1 : 0 })} ${units[rank]}`;
}

function name(zone, input) {
  const list = zone.querySelector("[data-drop-list]");
  list.replaceChildren(
    ...[...input.files].map((file) => {
      const line = document.createElement("li");
      line.append(Object.assign(document.createElement("span"), { textContent: file.webkitRelativePath || file.name }));
      line.append(Object.assign(document.createElement("span"), { textContent: size(file.size), className: "muted nowrap" }));
      return line;
    }),
  );
  list.hidden = !input.files.length;
}

// A folder that is dropped gives its files.
async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const batch = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!batch.length) return (await Promise.all(found.map(filesOf))).flat();
    found.push(...batch);
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  return entries.length ? (await Promise.all(entries.map(filesOf))).flat() : [...transfer.files];
}

async function take(zone, input, transfer) {
  const kept = new DataTransfer();
  const files = [...(input.multiple ? input.files : []), ...(await dropped(transfer))];
  for (const file of input.multiple ? files : files.slice(0, 1)) if (!file.name.startsWith(".")) kept.items.add(file);
  input.files = kept.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

const zoneOf = (event) => event.target.closest?.("[data-drop]");
const inputOf = (zone) => zone.querySelector("input[type=file]");

document.addEventListener("change", (event) => {
  const zone = zoneOf(event);
  if (zone) name(zone, inputOf(zone));
});
document.addEventListener("dragover", (event) => {
  const zone = zoneOf(event);
  if (!zone) return;
  event.preventDefault();
  zone.classList.add("drop-over");
});
document.addEventListener("dragleave", (event) => {
  const zone = zoneOf(event);
  if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove("drop-over");
});
document.addEventListener("drop", (event) => {
  const zone = zoneOf(event);
  if (!zone) return;
  event.preventDefault();
  zone.classList.remove("drop-over");
  take(zone, inputOf(zone), event.dataTransfer);
});
