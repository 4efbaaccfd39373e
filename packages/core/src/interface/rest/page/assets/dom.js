/**
 * Makes an element. Properties that begin with `on` are listeners, `class` and `aria-…` are attributes; children are
 * elements or text, and absent ones are left out. Text is never read as HTML.
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child || child === 0));
  return element;
}

export const byId = id => document.getElementById(id);

/** Text in which `code` stands between backquotes, as comments have it. */
export function prose(text, tag = 'p') {
  return text
    .split(/\n\s*\n/)
    .filter(Boolean)
    .map(paragraph =>
      h(
        tag,
        {},
        ...paragraph.split(/`([^`]+)`/).map((part, i) => (i % 2 === 1 ? h('code', {}, part) : part)),
      ),
    );
}
