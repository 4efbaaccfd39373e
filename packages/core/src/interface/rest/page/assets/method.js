import { h, prose } from './dom.js';
import { badge } from './list.js';
import { example, fields, rules, typeName } from './schema.js';
import { tryForm } from './try.js';

const kinds = {
  server_streaming: 'answers a stream',
  client_streaming: 'takes a stream',
  bidi_streaming: 'streams both ways',
};

/** One method: what it is, what it takes and answers, and a form to try it. */
export function methodView(spec, method) {
  const { operation, verb, path, service, name } = method;
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const answer = Object.values(operation.responses['200'].content)[0].schema;
  const parameters = operation.parameters ?? [];
  const description = operation.description ?? '';
  return [
    h('p', { class: 'faint crumbs' }, service.split('.').slice(0, -1).join('.')),
    h('h1', {}, `${service.split('.').at(-1)}.${name}`),
    h('p', { class: 'path' }, badge(verb), h('code', {}, path)),
    ...(description === '' ? [] : prose(description)),
    facts(operation),
    h(
      'div',
      { class: 'panes' },
      h(
        'div',
        {},
        parameters.length > 0 && section('Parameters', parameterList(spec, parameters)),
        body && section('Request body', fields(spec, body)),
        section('Answer', fields(spec, answer)),
        section('Errors', errorList(spec, operation)),
      ),
      tryForm(spec, method, all => (body ? JSON.stringify(example(spec, body, all), null, 2) : undefined)),
    ),
  ];
}

const section = (title, content) => h('section', {}, h('h2', {}, title), content);

function facts(operation) {
  const open = operation.security.length === 0;
  const permission = operation['x-hawser-permission'];
  const roles = operation['x-hawser-roles'];
  const kind = kinds[operation['x-hawser-kind']];
  return h(
    'p',
    { class: 'facts' },
    ...[
      open ? 'public' : 'needs a token',
      permission && `permission ${permission}`,
      roles && `roles ${roles.join(', ')}`,
      kind,
      operation['x-hawser-idempotent'] && 'safe to repeat',
      `deadline ${operation['x-hawser-deadline-seconds']} s`,
      operation.deprecated && 'deprecated',
    ]
      .filter(Boolean)
      .map(fact => h('span', { class: 'tag' }, fact)),
  );
}

const parameterList = (spec, parameters) =>
  h(
    'ul',
    { class: 'fields' },
    parameters.map(parameter => {
      const schema = parameter.schema ?? { type: 'JSON' };
      return h(
        'li',
        {},
        h(
          'div',
          { class: 'line' },
          h('code', { class: 'name' }, parameter.name),
          h('span', { class: 'type' }, `${typeName(spec, schema)} in ${parameter.in}`),
          parameter.required && h('span', { class: 'tag required' }, 'required'),
          ...rules(schema).map(rule => h('span', { class: 'tag' }, rule)),
        ),
        parameter.description && prose(parameter.description),
      );
    }),
  );

const errorList = (spec, operation) =>
  h(
    'ul',
    { class: 'errors' },
    Object.entries(operation.responses)
      .filter(([status]) => status !== '200')
      .map(([status, { $ref }]) => {
        const { description } = spec.components.responses[$ref.replace('#/components/responses/', '')];
        return h('li', {}, h('code', {}, status), ' ', description);
      }),
  );
