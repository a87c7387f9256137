// Buttons that copy what their data-copy says; they are shown only where that works.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = `${button.textContent.replace(/ ✓$/, "")} ✓`;
  });
}
