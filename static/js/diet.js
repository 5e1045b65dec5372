// Keys of the diet editor. Each presses a link or button that stands on the page; the server does the rest.
const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function press(event, element) {
  if (!element) return;
  event.preventDefault();
  element.click();
}

function focus(event, element) {
  if (!element) return;
  event.preventDefault();
  element.focus();
}

// The meal beside the open one: rows are meals, columns are days.
function beside([down, right]) {
  const cell = document.querySelector(".grid td.chosen");
  const row = cell?.parentElement.parentElement.rows[cell.parentElement.rowIndex - 1 + down];
  return row?.cells[cell.cellIndex + right]?.querySelector("a");
}

// The phase before or after the open one.
function besidePhase(step) {
  const phases = [...document.querySelectorAll(".live .tabs a")];
  return phases[phases.findIndex((one) => one.ariaCurrent) + step];
}

function withAlt(event) {
  if (steps[event.key]) return press(event, beside(steps[event.key]));
  if (/^Page(Up|Down)$/.test(event.key)) return press(event, besidePhase(event.key === "PageDown" ? 1 : -1));
  const letter = event.code.replace("Key", "").toLowerCase();
  if (/^[cdepvw]$/.test(letter)) press(event, document.querySelector(`[data-key="${letter}"]`));
}

function amongFoods(event) {
  const stops = [document.querySelector("#q"), ...document.querySelectorAll("#foods-found a")];
  const here = stops.indexOf(event.target);
  if (here >= 0) focus(event, stops[here + (event.key === "ArrowDown" ? 1 : -1)]);
}

function showKeys(event) {
  const keys = document.querySelector("[data-keys]");
  keys.open = !keys.open;
  focus(event, keys.querySelector("summary"));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey) return;
  if (event.altKey) return withAlt(event);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") return amongFoods(event);
  if (event.target.closest("input, textarea, select")) return;
  if (event.key === "/") focus(event, document.querySelector("#q"));
  if (event.key === "?") showKeys(event);
});
