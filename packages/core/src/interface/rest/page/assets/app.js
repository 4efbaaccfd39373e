import { byId, h, prose } from './dom.js';
import { fillList, mark, operationsOf } from './list.js';
import { methodView } from './method.js';

const tokenKey = 'hawser.token';

async function start() {
  keepToken();
  const main = byId('main');
  const response = await fetch('/openapi.json');
  if (!response.ok) {
    main.replaceChildren(h('p', { class: 'bad' }, `/openapi.json answered ${response.status}.`));
    return;
  }
  const spec = await response.json();
  byId('title').textContent = document.title = spec.info.title;
  byId('version').textContent = spec.info.version;
  const operations = operationsOf(spec);
  const byOperation = new Map(operations.map(method => [method.id, method]));
  fillList(spec, operations);

  const show = moved => {
    const id = decodeURIComponent(location.hash.slice(1));
    const method = byOperation.get(id);
    main.replaceChildren(...(method ? methodView(spec, method) : overview(spec, operations)));
    mark(id);
    if (!moved) return;
    window.scrollTo(0, 0);
    main.focus({ preventScroll: true });
  };
  window.addEventListener('hashchange', () => {
    if (location.hash !== '#main') show(true);
  });
  show(false);
}

function overview(spec, operations) {
  const services = Map.groupBy(operations, ({ service }) => service);
  return [
    h('h1', {}, spec.info.title),
    ...prose(spec.info.description ?? ''),
    h(
      'ul',
      { class: 'applications' },
      (spec.info['x-hawser-applications'] ?? []).map(({ name, version, summary }) =>
        h('li', {}, h('strong', {}, name), h('span', { class: 'faint' }, ` ${version} `), summary),
      ),
    ),
    h(
      'p',
      { class: 'faint' },
      `${operations.length} methods of ${services.size} services. Choose one, or press / to search.`,
    ),
    h(
      'ul',
      { class: 'cards' },
      [...services].map(([service, methods]) =>
        h(
          'li',
          {},
          h('a', { href: `#${methods[0].id}` }, service.split('.').at(-1)),
          h('span', { class: 'faint' }, ` ${methods.length}`),
          prose(spec.tags.find(({ name }) => name === service)?.description ?? service),
        ),
      ),
    ),
  ];
}

/** The token lives as long as the tab: session storage, not local. */
function keepToken() {
  const input = byId('token');
  const button = byId('token-show');
  input.value = sessionStorage.getItem(tokenKey) ?? '';
  input.addEventListener('input', () => sessionStorage.setItem(tokenKey, input.value));
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.textContent = shown ? 'Show' : 'Hide';
    button.setAttribute('aria-pressed', String(!shown));
  });
  byId('token-form').addEventListener('submit', event => event.preventDefault());
}

start().catch(error =>
  byId('main').replaceChildren(h('p', { class: 'bad' }, `The page failed: ${error.message}`)),
);
