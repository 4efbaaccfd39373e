/** The way to a value: keys of maps and positions in lists. */
export type Path = readonly (string | number)[];

/** `DATABASES.default.port`, `HANDLERS.mutation[0].backend`; keys that aren't plain words are quoted: `replica["a.b"]`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w$-]+$/.test(step)) text += text ? `.${step}` : step;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

/** Reads what `formatPath` writes. Text that isn't a path stays as one key, which is then found nowhere. */
export function parsePath(text: string): Path {
  const steps: (string | number)[] = [];
  const step = /\.?([\w$-]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  while (step.lastIndex < text.length) {
    const found = step.exec(text);
    if (!found) return [text];
    steps.push(found[1] ?? (found[2] ? Number(found[2]) : (JSON.parse(found[3]!) as string)));
  }
  return steps;
}
