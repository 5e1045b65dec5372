// What a questionnaire's page loads once it stands: the engine, drawing with it, and the last step.
export { attach, saveHere } from "./attaching.js";
export { open } from "./book.js";
export { arrange, remark, summarise } from "./drawing.js";
export { keepSigned } from "./finishing.js";
export { showFate, signOnPhone } from "./ending.js";
