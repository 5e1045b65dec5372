// The shape of a page: all that axe looks at but the words. Lists of a kind weigh like lists of two.
function shape() {
  const kept = new Set(["class", "role", "type", "lang", "hidden", "disabled", "open", "tabindex", "inert", "autocomplete", "scope",
    "colspan", "rowspan", "required", "readonly", "multiple", "contenteditable", "viewBox", "fill", "stroke", "color", "transform"]);
  const words = ids => ids.split(/\s+/).map(id => document.getElementById(id)?.textContent.trim() ?? "").join(" ");
  const value = ({ name, value }) => {
    if (name === "aria-label") return value.replace(/\d+/g, "0");
    if (name === "aria-labelledby") return words(value).replace(/\d+/g, "0");
    if (name.startsWith("aria-")) return /^[a-z]*$/.test(value) ? value : "some";
    if (name.startsWith("data-")) return /^[a-z-]{0,20}$/.test(value) ? value : "some";
    return value;
  };
  const attributes = node => [...node.attributes].filter(one => kept.has(one.name) || /^(aria-|data-)/.test(one.name))
    .map(one => one.name + "=" + value(one)).sort().join(" ");
  const state = node => [node.checked, node.alt?.trim() === "", !!node.labels?.length, !!node.title, node.tagName === "A" && node.hasAttribute("href"),
    node === document.activeElement].map(Number).join("");
  const inside = node => {
    const found = [];
    for (const child of node.childNodes) {
      const said = child.nodeType === 3 ? (child.data.trim() ? "text" : "") : child.nodeType === 1 ? drawn(child) : "";
      if (said && !(said === found.at(-1) && said === found.at(-2))) found.push(said);
    }
    return found.join(",");
  };
  const drawn = node => node.tagName === "SCRIPT" ? "" : node.tagName === "STYLE" ? node.textContent : node.tagName === "LINK" ? node.rel + node.getAttribute("href") : node.tagName + "[" + attributes(node) + "|" + state(node) + "](" + inside(node) + ")";
  const media = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)", "print"].map(query => matchMedia(query).matches);
  return [innerWidth, innerHeight, scrollY > 0, media, document.title !== "", drawn(document.documentElement)].join(";");
}
