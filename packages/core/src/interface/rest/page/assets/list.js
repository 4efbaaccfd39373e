import { byId, h } from './dom.js';

/** Every operation of the document, in its order. */
export const operationsOf = spec =>
  Object.entries(spec.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, operation]) => ({
      id: operation.operationId,
      path,
      verb: verb.toUpperCase(),
      operation,
      service: operation.tags[0],
      name: operation['x-hawser-method'].split('/').at(-1),
    })),
  );

/** Fills the list of methods, by service, and lets it be searched and walked by keyboard. */
export function fillList(spec, operations) {
  const list = byId('list');
  const services = Map.groupBy(operations, ({ service }) => service);
  for (const [service, methods] of services) {
    const short = service.split('.').at(-1);
    const scope = service.slice(0, -short.length - 1);
    const tag = spec.tags.find(({ name }) => name === service);
    list.append(
      h(
        'section',
        { 'data-service': service },
        h('h2', { title: tag?.description ?? service }, short, ' ', h('span', { class: 'faint' }, scope)),
        h('ul', {}, ...methods.map(method => item(method))),
      ),
    );
  }
  byId('search').addEventListener('input', event => filter(event.target.value));
  document.addEventListener('keydown', walk);
}

function item({ id, verb, name, path, service, operation }) {
  const text = `${service} ${name} ${path} ${operation.summary}`.toLowerCase();
  const link = h('a', { href: `#${id}`, title: `${verb} ${path}`, 'data-text': text }, name, badge(verb));
  return h('li', {}, link);
}

export const badge = verb => h('span', { class: `verb ${verb.toLowerCase()}` }, verb);

/** Shows the methods whose text has every word. */
function filter(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let any = false;
  for (const section of byId('list').children) {
    let visible = false;
    for (const link of section.querySelectorAll('a')) {
      const matches = words.every(word => link.dataset.text.includes(word));
      link.parentElement.hidden = !matches;
      visible ||= matches;
    }
    section.hidden = !visible;
    any ||= visible;
  }
  byId('nothing').hidden = any;
}

/** `/` goes to the search, arrows go through the list, Escape leaves the search. */
function walk(event) {
  const { target, key } = event;
  const typing = target.matches('input, textarea, select');
  if (key === '/' && !typing) {
    event.preventDefault();
    byId('search').focus();
  }
  const search = target.id === 'search';
  if (key === 'Escape' && search) {
    target.value = '';
    filter('');
  }
  const inList = target.closest?.('#list');
  if ((key !== 'ArrowDown' && key !== 'ArrowUp') || !(search || inList)) return;
  event.preventDefault();
  const links = [...byId('list').querySelectorAll('a')].filter(link => link.offsetParent !== null);
  const next = search ? 0 : links.indexOf(target) + (key === 'ArrowDown' ? 1 : -1);
  (next < 0 ? byId('search') : links[Math.min(next, links.length - 1)])?.focus();
}

/** Marks the method that is shown. */
export function mark(id) {
  for (const link of byId('list').querySelectorAll('a')) {
    const shown = link.getAttribute('href') === `#${id}`;
    link.toggleAttribute('aria-current', shown);
    if (shown) link.scrollIntoView({ block: 'nearest' });
  }
}
