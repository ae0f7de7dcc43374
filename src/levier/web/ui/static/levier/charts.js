// Makes a still explorable: Vega comes only when a person asks (« Explorer ») or when a chart says data-chart="near".
const FRENCH = {
  number: { decimal: ",", thousands: "\u202f", grouping: [3], currency: ["", "\u00a0€"], percent: "\u00a0%", minus: "−" },
  time: {
    dateTime: "%A %e %B %Y à %X",
    date: "%d/%m/%Y",
    time: "%H:%M:%S",
    periods: ["", ""],
    days: ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
    shortDays: ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
    months: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" "),
    shortMonths: "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split(" "),
  },
};

async function draw(figure) {
  const place = figure.querySelector("[data-chart-place]");
  const button = figure.querySelector("[data-chart-explore]");
  const still = place.firstElementChild;
  figure.setAttribute("aria-busy", "true");
  try {
    const [{ embed }, answer] = await Promise.all([import(figure.dataset.engine), fetch(specOf(figure))]);
    if (!answer.ok) throw new Error(answer.statusText);
    const french = document.documentElement.lang === "fr";
    const board = document.createElement("div");
    place.append(board);
    const result = await embed(board, await answer.json(), {
      ast: true,
      renderer: "svg",
      actions: false,
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
      ...(french && { formatLocale: FRENCH.number, timeFormatLocale: FRENCH.time }),
    });
    describe(board, figure.querySelector("figcaption").textContent);
    still.hidden = true;
    button?.remove();
    document.addEventListener("levier:theme", () => again(figure, still, board, result), { once: true });
  } catch (problem) {
    // The still stays: it says the same.
    place.querySelector(":scope > div")?.remove();
    console.warn("levier: chart", problem);
  } finally {
    figure.removeAttribute("aria-busy");
  }
}

// The description that suits the theme and the width; its colours are inside.
function specOf({ dataset }) {
  const chosen = document.documentElement.dataset.bsTheme;
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  const narrow = dataset.specNarrow && matchMedia("(max-width: 575.98px)").matches;
  if (narrow) return (dark && dataset.specNarrowDark) || dataset.specNarrow;
  return (dark && dataset.specDark) || dataset.spec;
}

// One sentence says more than the names of marks, which are in English.
function describe(board, text) {
  board.setAttribute("role", "img");
  board.setAttribute("aria-label", text);
  board.querySelector("svg")?.setAttribute("aria-hidden", "true");
}

function again(figure, still, board, result) {
  result.finalize();
  board.remove();
  still.hidden = false;
  draw(figure);
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target);
    }
  },
  { rootMargin: "200px" },
);

function watch() {
  document.querySelectorAll('[data-chart="near"][data-spec]').forEach((figure) => near.observe(figure));
}

document.addEventListener("click", (event) => {
  const figure = event.target.closest("[data-chart-explore]")?.closest("[data-chart][data-spec]");
  if (figure && !figure.hasAttribute("aria-busy")) draw(figure);
});
document.addEventListener("htmx:after:swap", watch);
watch();
