// Copies the text of the element that a button names.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const target = button && document.getElementById(button.dataset.copy);
  if (!target) return;
  await navigator.clipboard.writeText(target.value ?? target.textContent);
  const words = button.querySelector("span");
  button.dataset.label ??= words.textContent;
  words.textContent = button.dataset.copied;
  setTimeout(() => (words.textContent = button.dataset.label), 2000);
});
