// What every page must be, read from the page itself. Gives the faults in words, and the Latin words of a Chinese page.
function look(expected) {
  const faults = [], all = (selector, root) => [...(root || document).querySelectorAll(selector)];
  const say = (what, node) => faults.push(what + (node ? ": " + node.outerHTML.slice(0, 160) : ""));
  const shown = node => !!(node.offsetWidth || node.offsetHeight || node.getClientRects().length);

  // language, heading, title
  if (document.documentElement.lang !== expected.language) say("the page says lang=" + document.documentElement.lang);
  const headings = all("h1");
  if (headings.length !== 1) say("there are " + headings.length + " h1");
  const heading = headings.length ? headings[0].textContent.trim().replace(/\s+/g, " ") : "";
  if (heading && !document.title.startsWith(heading)) say("the title “" + document.title + "” does not begin with “" + heading + "”");

  // ids are unique and everything that points, points at something
  const ids = all("[id]").map(node => node.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => say("the id " + id + " is used twice"));
  for (const name of ["for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-details", "list"])
    all("[" + name + "]").forEach(node => node.getAttribute(name).split(/\s+/).filter(Boolean)
      .forEach(id => document.getElementById(id) || say(name + " points at nothing", node)));
  all("a[href^='#']").forEach(node => node.hash.length > 1 && !document.getElementById(decodeURIComponent(node.hash.slice(1))) && say("a link points at nothing", node));
  all("[hx-target]").forEach(node => {
    const target = node.getAttribute("hx-target");
    if (/^(this|closest |find |next|previous|body)/.test(target)) return;
    if (!document.querySelector(target)) say("hx-target is not on the page", node);
  });

  // fields have names a person can read, errors hang on their fields
  all("input:not([type=hidden]):not([type=submit]):not([type=button]), select, textarea").forEach(node => {
    const named = (node.labels && node.labels.length) || node.getAttribute("aria-label") || node.getAttribute("aria-labelledby");
    if (!named) say("a field has no label", node);
    if (!node.name && !node.form?.hasAttribute("data-local")) say("a field has no name", node);
    if (node.getAttribute("aria-invalid") === "true" && !node.getAttribute("aria-describedby") && !node.closest("[aria-describedby]"))
      say("a wrong field does not say what is wrong", node);
  });
  all("form").forEach(node => {
    if (!node.getAttribute("action")) say("a form says not where it goes", node);
    if (/post/i.test(node.method) && !node.querySelector("[name=_csrf]")) say("a form has no token", node);
  });
  all("button, a[href]").forEach(node => {
    const name = (node.textContent.trim() || node.getAttribute("aria-label") || "").trim();
    if (!name && !node.querySelector("img[alt]:not([alt='']), svg[role=img][aria-label]")) say("a link or button has no words", node);
  });

  // nothing inline, nothing wider than the screen, targets a thumb can hit
  all("[style], style").forEach(node => node.closest("svg") || say("an inline style", node));
  all("script:not([src])").forEach(node => say("an inline script", node));
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 1) say("the page is " + over + " px wider than the screen");
  if (innerWidth < 500)
    all("main a[href], button, select, summary, input[type=submit]").filter(shown).forEach(node => {
      const box = (node.closest("label") || node).getBoundingClientRect();
      const inline = getComputedStyle(node).display === "inline";
      if (!inline && box.width > 1 && box.height > 1 && (box.height < 47.5 || box.width < 47.5))
        say("a target of " + Math.round(box.width) + " × " + Math.round(box.height) + " px", node);
    });

  // words of the other language
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), latin = new Set();
  const own = element => {
    const spoken = element.closest("[lang]");
    return !spoken || spoken === document.documentElement || spoken.lang === expected.language;
  };
  const test = (words, node) => {
    if (expected.language === "en" && /[\u3400-\u9fff]/.test(words.replaceAll("康约", "").replace(/^中$/, ""))) say("Chinese on an English page: “" + words + "”", node);
    if (expected.language !== "en" && /[A-Za-z]{3}/.test(words)) latin.add(words);
  };
  while (walker.nextNode()) {
    const node = walker.currentNode, words = node.data.trim();
    if (words && !/^(SCRIPT|STYLE|NOSCRIPT)$/.test(node.parentElement.tagName) && own(node.parentElement)) test(words, node.parentElement);
  }
  for (const name of ["alt", "title", "placeholder", "aria-label"])
    all("[" + name + "]").filter(own).forEach(node => test(node.getAttribute(name).trim(), node));
  test(document.title, null);
  return { faults: [...new Set(faults)], latin: [...latin] };
}
