// The theme follows the choice at once; the cookie lets the server write the next page without a flash.
document.documentElement.classList.add("js");
const YEAR = 31536000;

// A dark still has its own width: data-dark says for which screens it is.
function still(source, theme) {
  const width = source.dataset.dark;
  const both = width === "all" ? "(prefers-color-scheme: dark)" : `${width} and (prefers-color-scheme: dark)`;
  source.media = { auto: both, dark: width, light: "not all" }[theme];
}

function apply(theme) {
  document.documentElement.dataset.bsTheme = theme;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `levier_theme=${theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  for (const button of document.querySelectorAll("[data-theme-form] button"))
    button.setAttribute("aria-pressed", String(button.value === theme));
  document.querySelectorAll("source[data-dark]").forEach((one) => still(one, theme));
  document.dispatchEvent(new CustomEvent("levier:theme", { detail: theme }));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-theme-form]") || !event.submitter) return;
  event.preventDefault();
  apply(event.submitter.value);
});
