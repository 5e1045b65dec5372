// The FHIR extensions of the profile. Twin of webapp/questionnaires/rules/extensions.py.
import { maps, valueOf } from "./answers.js";
import { asCount } from "./numbers.js";

const HL7 = "http://hl7.org/fhir/StructureDefinition/";
const SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";

export const TRANSLATION = `${HL7}translation`;
export const MIN_VALUE = `${HL7}minValue`;
export const MAX_VALUE = `${HL7}maxValue`;
export const MIN_QUANTITY = `${SDC}minQuantity`;
export const MAX_QUANTITY = `${SDC}maxQuantity`;
export const ENTRY_FORMAT = `${HL7}entryFormat`;
export const MIN_LENGTH = `${HL7}minLength`;
export const REGEX = `${HL7}regex`;
export const MAX_DECIMAL_PLACES = `${HL7}maxDecimalPlaces`;
export const MIN_OCCURS = `${HL7}questionnaire-minOccurs`;
export const MAX_OCCURS = `${HL7}questionnaire-maxOccurs`;
export const OPTION_EXCLUSIVE = `${HL7}questionnaire-optionExclusive`;
export const HIDDEN = `${HL7}questionnaire-hidden`;
export const UNIT = `${HL7}questionnaire-unit`;
export const UNIT_OPTION = `${HL7}questionnaire-unitOption`;
export const UNIT_VALUE_SET = `${HL7}questionnaire-unitValueSet`;
export const MAX_SIZE = `${HL7}maxSize`;
export const MIME_TYPE = `${HL7}mimeType`;
export const USUAL_RANGE = "https://kangyue.example/fhir/StructureDefinition/usual-range";

const found = (element, url) => maps(element.extension).filter((extension) => extension.url === url);

/** Give the values of all extensions of an element with this address. */
export const values = (element, url) =>
  found(element, url).map(valueOf).filter(Boolean).map(([, value]) => value);

/** Give the value of the first such extension, if any. */
export const value = (element, url) => values(element, url)[0];

/** Give the first such extension as [key, value], or null. */
export const typed = (element, url) => found(element, url).map(valueOf)[0] ?? null;

/** Give a whole number that is not below zero, else null. */
export const whole = (element, url) => asCount(value(element, url));

/** Tell whether a true-or-false extension says true. */
export const flag = (element, url) => value(element, url) === true;
