// The annotated file is saved, and what it holds is said on the page. Without scripts the form does it alone.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-give-back]");
  if (!form || !form.querySelector("input[type=file]").files.length) return;
  event.preventDefault();
  const said = document.querySelector("[data-given-back]");
  const button = form.querySelector("button");
  button.disabled = true;
  said.textContent = form.dataset.wait;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
    if (answer.ok && answer.headers.has("X-Levier-Sentence")) {
      save(await answer.blob(), nameOf(answer));
      said.textContent = decodeURIComponent(answer.headers.get("X-Levier-Sentence"));
    } else {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const problem = page.querySelector("#fichier-du-jour [data-focus]");
      said.replaceChildren(...(problem ? [document.importNode(problem, true)] : [form.dataset.failed]));
    }
  } catch {
    said.textContent = form.dataset.failed;
  }
  button.disabled = false;
});

function nameOf(answer) {
  const found = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") || "");
  return found ? decodeURIComponent(found[1]) : "a-traiter";
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
