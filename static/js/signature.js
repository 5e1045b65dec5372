// A name drawn with finger, pen or mouse. Only points leave this page, in units of a fixed board, as JSON in the
// field `drawn`; the server draws them. Who cannot draw types the name: that field is always there.
const WIDTH = 600, HEIGHT = 200, MOST_STROKES = 100, MOST_POINTS = 3000;

/** @typedef {[number, number]} Point */

/** Let a name be drawn in a box. @param {HTMLElement} box */
export function begin(box) {
  const canvas = /** @type {HTMLCanvasElement} */ (box.querySelector("canvas"));
  const field = /** @type {HTMLInputElement} */ (box.parentElement.querySelector('[name="drawn"]'));
  const strokes = read(field.value);
  const draw = () => paint(canvas, strokes);
  const keep = () => { field.value = strokes.length ? JSON.stringify(strokes) : ""; };
  const tell = () => { field.dispatchEvent(new Event("kangyue:drawn", { bubbles: true })); };
  box.hidden = false;
  follow(canvas, strokes, () => { draw(); keep(); }, tell);
  box.querySelector("[data-wipe]").addEventListener("click", () => {
    strokes.length = 0;
    draw();
    keep();
    tell();
  });
  field.addEventListener("change", () => {
    strokes.splice(0, strokes.length, ...read(field.value));
    draw();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  draw();
}

/** @param {string} text @returns {Point[][]} */
function read(text) {
  try {
    return JSON.parse(text || "[]");
  } catch {
    return [];
  }
}

/** Collects strokes while a pointer is down; `changed` is called after each point, `ended` after each stroke. */
function follow(canvas, strokes, changed, ended) {
  let stroke = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || strokes.length >= MOST_STROKES) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    strokes.push(stroke = [at(canvas, event)]);
    changed();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke || !event.isPrimary) return;
    for (const step of event.getCoalescedEvents?.() ?? [event]) add(strokes, stroke, at(canvas, step));
    changed();
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => {
    if (stroke) ended();
    stroke = null;
  });
}

/** Adds a point that is a step away from the last one, as long as there is room. */
function add(strokes, stroke, point) {
  const [x, y] = stroke.at(-1);
  const points = strokes.reduce((sum, one) => sum + one.length, 0);
  if (points < MOST_POINTS && Math.hypot(point[0] - x, point[1] - y) >= 3) stroke.push(point);
}

/** @returns {Point} where a pointer is, in units of the board */
function at(canvas, event) {
  const box = canvas.getBoundingClientRect();
  const unit = (part, whole, size) => Math.round(Math.min(Math.max(part / whole, 0), 1) * size);
  return [unit(event.clientX - box.left, box.width, WIDTH), unit(event.clientY - box.top, box.height, HEIGHT)];
}

function paint(canvas, strokes) {
  const pen = canvas.getContext("2d");
  pen.clearRect(0, 0, WIDTH, HEIGHT);
  Object.assign(pen, { lineWidth: 5, lineCap: "round", lineJoin: "round", strokeStyle: getComputedStyle(canvas).color });
  for (const [first, ...rest] of strokes) {
    pen.beginPath();
    pen.moveTo(...first);
    for (const point of rest.length ? rest : [first]) pen.lineTo(...point);
    pen.stroke();
  }
}

for (const box of document.querySelectorAll("[data-signature]")) begin(box);
