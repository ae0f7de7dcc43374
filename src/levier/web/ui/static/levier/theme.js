// The theme follows the choice at once; the cookie lets the server write the next page without a flash.
document.documentElement.classList.add("js");
const YEAR = 31536000;

function still(picture, theme) {
  const dark = picture.querySelector("source[data-dark]");
  if (dark) dark.media = theme === "auto" ? "(prefers-color-scheme: dark)" : theme === "dark" ? "all" : "not all";
}

function apply(theme) {
  document.documentElement.dataset.bsTheme = theme;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `levier_theme=${theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  for (const button of document.querySelectorAll("[data-theme-form] button"))
    button.setAttribute("aria-pressed", String(button.value === theme));
  document.querySelectorAll("picture").forEach((one) => still(one, theme));
  document.dispatchEvent(new CustomEvent("levier:theme", { detail: theme }));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-theme-form]") || !event.submitter) return;
  event.preventDefault();
  apply(event.submitter.value);
});
