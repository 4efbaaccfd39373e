import { byId, h } from './dom.js';
import { curl, encodeSegment, headersOf, send, urlOf } from './request.js';

/** More lines of a stream than these push the oldest ones out. */
const maxLines = 500;

/** The form that calls a method. `exampleText(all)` is an example body, undefined for methods without one. */
export function tryForm(spec, { operation, verb, path, id }, exampleText) {
  const streams = /^(server|bidi)_streaming$/.test(operation['x-hawser-kind']);
  const inputs = (operation.parameters ?? []).map(parameter => parameterInput(spec, parameter));
  const inQuery = inputs.filter(({ parameter }) => parameter.in === 'query');
  const text = exampleText(false);
  const body =
    text === undefined
      ? undefined
      : h(
          'textarea',
          { id: 'body', rows: rowsFor(text), spellcheck: 'false', 'aria-label': 'Request body' },
          text,
        );
  const output = h('div', { class: 'output', 'aria-live': 'polite' });
  const sendButton = h('button', { class: 'primary', title: 'Ctrl+Enter' }, 'Send');
  const stopButton = h('button', { type: 'button', hidden: true }, 'Stop');
  let running;

  const request = () => {
    const values = { path: {}, query: [] };
    for (const { parameter, element } of inputs) {
      if (parameter.in === 'path')
        values.path[parameter.name] = encodeSegment(element.value, parameter['x-hawser-slashes']);
      else if (element.value !== '') {
        const list = parameter.schema?.type === 'array' ? element.value.split(',') : [element.value];
        for (const value of list) values.query.push([parameter.name, value.trim()]);
      }
    }
    const token = byId('token').value.trim();
    return {
      verb,
      url: urlOf(path, values),
      headers: headersOf(operation, token),
      body: bodyOf(body, operation),
    };
  };

  async function run(event) {
    event.preventDefault();
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const status = h('p', { class: 'status' }, 'Sending…');
    const answer = h('pre', { tabindex: '0', 'aria-label': 'Answer' });
    output.replaceChildren(status, answer);
    stopButton.hidden = false;
    let count = 0;
    let size = 0;
    try {
      const took = await send(
        { ...request(), streams, signal },
        {
          onStatus(response, ms) {
            status.replaceChildren(statusBadge(response), streams ? `first answer after ${ms} ms` : '');
          },
          onText(line) {
            count++;
            size += line.length;
            if (streams) {
              answer.append(`${pretty(line, 0)}\n`);
              if (answer.childNodes.length > maxLines) answer.firstChild.remove();
              answer.scrollTop = answer.scrollHeight;
            } else answer.textContent = line === '' ? '(empty)' : pretty(line, 2);
          },
        },
      );
      status.append(streams ? ` · ${count} messages · ` : '', `${took} ms · ${size} characters`);
    } catch (error) {
      status.append(h('span', { class: 'bad' }, signal.aborted ? ' stopped' : ` ${error.message}`));
    } finally {
      if (running?.signal === signal) stopButton.hidden = true;
    }
  }
  stopButton.addEventListener('click', () => running?.abort());

  const form = h(
    'form',
    { class: 'try', 'data-id': id, onsubmit: run },
    h('h2', {}, 'Try it'),
    ...inputs.filter(({ parameter }) => parameter.in === 'path').map(({ row }) => row),
    inQuery.length > 6
      ? h(
          'details',
          {},
          h('summary', {}, `Query parameters (${inQuery.length})`),
          inQuery.map(({ row }) => row),
        )
      : h(
          'div',
          {},
          inQuery.map(({ row }) => row),
        ),
    body && h('div', { class: 'body' }, body, exampleButtons(body, exampleText)),
    h('div', { class: 'actions' }, sendButton, stopButton, copyButton(request)),
    output,
  );
  form.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return form;
}

/** As many rows as the text has lines, within reason. */
const rowsFor = text => Math.min(Math.max(text.split('\n').length, 6), 20);

/** A streamed request's body is a message a line, so each message is put on one. */
function bodyOf(body, operation) {
  if (!body) return undefined;
  if (!operation.requestBody.content['application/x-ndjson']) return body.value;
  try {
    return JSON.stringify(JSON.parse(body.value));
  } catch {
    return body.value;
  }
}

function parameterInput(spec, parameter) {
  const schema = parameter.schema ?? {};
  const target = schema.$ref ? spec.components.schemas[schema.$ref.split('/').at(-1)] : schema;
  const properties = {
    id: `p-${parameter.name}`,
    required: parameter.required && !parameter['x-hawser-slashes'],
    spellcheck: 'false',
  };
  const choices = target.enum ?? (target.type === 'boolean' ? ['true', 'false'] : undefined);
  const element = choices
    ? h(
        'select',
        properties,
        h('option', { value: '' }, '–'),
        choices.map(value => h('option', {}, value)),
      )
    : h('input', {
        ...properties,
        placeholder: schema.type === 'array' ? 'a, b, c' : undefined,
        inputmode: schema.type === 'integer' ? 'numeric' : undefined,
      });
  const row = h('div', { class: 'row' }, h('label', { for: properties.id }, parameter.name), element);
  return { parameter, element, row };
}

const exampleButtons = (body, exampleText) =>
  h(
    'div',
    { class: 'examples' },
    ...['Required fields', 'All fields'].map((label, i) =>
      h(
        'button',
        {
          type: 'button',
          onclick: () => {
            body.value = exampleText(i === 1);
            body.rows = rowsFor(body.value);
          },
        },
        label,
      ),
    ),
  );

function copyButton(request) {
  const button = h('button', { type: 'button' }, 'Copy as curl');
  button.addEventListener('click', async () => {
    const { verb, url, headers, body } = request();
    const text = curl(verb, url, headers, body);
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      // Without a clipboard, such as on plain HTTP from another machine, it is shown.
      button
        .closest('form')
        .querySelector('.output')
        .replaceChildren(h('pre', {}, text));
    }
    setTimeout(() => {
      button.textContent = 'Copy as curl';
    }, 1500);
  });
  return button;
}

const statusBadge = ({ status, statusText, ok }) =>
  h('span', { class: ok ? 'good' : 'bad' }, `${status} ${statusText}`.trim());

function pretty(text, indent) {
  try {
    return JSON.stringify(JSON.parse(text), null, indent);
  } catch {
    return text;
  }
}
