// What filling in needs of the engine: which questions are asked, what was typed, what is open or unusual.
// The whole engine (engine.js) builds on the file that this becomes, so that tests judge what pages load.
export { read } from "./definition.js";
export { asked } from "./enablement.js";
export { enter, offered, shown } from "./entry.js";
export { openQuestions, sections } from "./filling.js";
export { keyOf as unitKey, units } from "./measures.js";
export { written } from "./numbers.js";
export { rolledOut, told, turned } from "./repeating.js";
export { load } from "./reading.js";
export { doubt, example } from "./usual.js";
