// What a person wrote or took, as a file of their own.

/** Give the person a file with what they wrote. @param {object} content */
export const saveAsFile = (content) =>
  saveBlob(new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }), `kangyue-${new Date().toISOString().slice(0, 10)}.json`);

/** Give the person a file. */
export function saveBlob(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
