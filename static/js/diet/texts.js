// The texts of a plan are saved as they are typed. Who leaves before that is asked first.
const form = document.getElementById("texts");
let typed = 0;
let sent = 0;
let saved = 0;

form.addEventListener("input", () => {
  typed += 1;
});
form.addEventListener("submit", () => {
  saved = typed;
});
document.addEventListener("htmx:before:request", () => {
  sent = typed;
});
document.addEventListener("htmx:after:swap", () => {
  if (document.querySelector("#diet-plans-texts-saved[data-state=saved]")) saved = sent;
});
addEventListener("beforeunload", (event) => {
  if (saved < typed) event.preventDefault();
});
