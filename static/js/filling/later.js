// What a questionnaire's page loads once it stands: the engine, drawing with it, and the last step.
export { open } from "./book.js";
export { arrange, remark, summarise } from "./drawing.js";
export { showFate, signOnPhone } from "./ending.js";
