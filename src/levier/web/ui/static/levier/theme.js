// The theme follows the choice at once; the cookie lets the server write the next page without a flash.
document.documentElement.classList.add("js");
const YEAR = 31536000;

// data-dark says for which screens a dark still is; paper is light.
function still(source, theme) {
  const screens = source.dataset.dark;
  source.media = { auto: `${screens} and (prefers-color-scheme: dark)`, dark: screens, light: "not all" }[theme];
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
