// What the page's engine says about cases: the twin of outcomes.py, run in Chromium by conftest.py.
async ({ engine, text, sentences }) => {
  const { asked, doubt, enter, initialAnswers, load, openQuestions, read, respond, rolledOut, sections, validate, worded, write, written } = await import(engine);
  const all = (items) => items.flatMap((item) => [item, ...all(item.items)]);
  const held = ({ answers }) => new Map(Object.entries(answers));
  const inWords = (issue) => issue && worded(issue, sentences);
  const byCodePoint = (left, right) => {
    const [mine, theirs] = [left, right].map((word) => [...word].map((letter) => letter.codePointAt(0)));
    const place = mine.findIndex((code, at) => code !== theirs[at]);
    return place < 0 ? mine.length - theirs.length : mine[place] - (theirs[place] ?? -1);
  };
  const asks = {
    validate: (form, { response }) => validate(form, response).map(inWords),
    enter: (form, { linkId, typed }) => {
      if (!form.index.has(linkId)) return null;
      const { raw, values, issue } = enter(form, form.index.get(linkId), typed);
      return { raw, values, issue: inWords(issue) };
    },
    respond: (form, given) => respond(form, held(given), given),
    words: ({ title, items }) => [title, ...all(items).map((item) => [item.linkId, item.text, item.options.map((one) => one.words), item.hidden])],
    sections: (form) => sections(form).map(({ number, group, questions }) => [number, group.linkId, questions.map(({ linkId }) => linkId)]),
    asked: (form, given) => [...asked(form, held(given))].sort(byCodePoint),
    open: (form, given) => openQuestions(form, held(given)).map(({ linkId }) => linkId),
    doubt: (form, { linkId, value }) => {
      const found = doubt(form.index.get(linkId), [value]);
      return found && { ...found, figure: written(found.figure) };
    },
    initial: (form) => Object.fromEntries(initialAnswers(form)),
  };
  const { forms, cases } = load(text);
  const definitions = forms.map((form) => form && read(form));
  const rolled = definitions.map((form) => form && rolledOut(form));
  return write(cases.map((one) => {
    try {
      return asks[one.ask]((one.ask === "validate" ? definitions : rolled)[one.questionnaire], one);
    } catch (error) {
      return `${error.stack}`;
    }
  }));
}
