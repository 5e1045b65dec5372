// Keys of the complaint desk: a letter opens the step that shows it, j and k go through the list,
// o opens a case that is not open yet, / leads to the search.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function neighbour(step) {
  const links = [...document.querySelectorAll(".queue a")];
  const here = links.findIndex((link) => link.getAttribute("aria-current"));
  return links[here + step];
}

function find(event) {
  event.preventDefault();
  document.querySelector("[data-find]")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/") return find(event);
  const open = event.key === "o" && !document.querySelector("[data-steps]");
  const found =
    event.key === "j" || open ? neighbour(1)
    : event.key === "k" ? neighbour(-1)
    : document.querySelector(`[data-steps] [data-key="${CSS.escape(event.key)}"]`);
  if (found) {
    event.preventDefault();
    found.click();
  }
});
