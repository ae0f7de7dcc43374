// What small things the pages do when scripts run; everything works without.
// Listeners are on the document, so that what htmx brings later is served as well.
// The summary of errors is read first.
const firstRead = () => document.querySelector("[data-focus]")?.focus();
firstRead();
document.addEventListener("htmx:after:swap", firstRead);

// A menu closes when one goes elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details:is(.menu, .help)[open]")) if (!menu.contains(except)) menu.open = false;
}
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("focusin", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.activeElement?.closest("details:is(.menu, .help)[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Filters answer at once; the button stays for who has no script.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-filters]");
  if (form && event.target.matches("select, input[type=radio], input[type=checkbox]")) form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// On a narrow screen the headings scroll sideways: the one of the page is in sight.
const here = document.querySelector(".nav-main [aria-current]");
const row = here?.closest("ul");
if (row) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
