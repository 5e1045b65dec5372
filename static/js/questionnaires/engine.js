// The questionnaire engine of the page: the rules of webapp/questionnaires/rules, file by file. No DOM, no network.
export { read } from "./definition.js";
export { asked } from "./enablement.js";
export { enter, offered, shown } from "./entry.js";
export { initialAnswers, openQuestions, respond, sections } from "./filling.js";
export { written } from "./numbers.js";
export { rolledOut } from "./repeating.js";
export { load, write } from "./reading.js";
export { doubt, example } from "./usual.js";
export { isValid, worded } from "./validation/issues.js";
export { validate } from "./validation/walk.js";
