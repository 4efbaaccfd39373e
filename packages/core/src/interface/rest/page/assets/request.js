/** A path parameter as it stands in a URL; one that is many segments keeps its slashes. */
export const encodeSegment = (value, slashes) =>
  slashes ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value);

/** The URL of a request, with its encoded path and its query filled in. */
export function urlOf(path, values) {
  const filled = path.replace(/\{([^}]+)\}/g, (_, name) => values.path[name] ?? '');
  const query = new URLSearchParams(values.query).toString();
  return location.origin + filled + (query === '' ? '' : `?${query}`);
}

/** The headers of a request. */
export function headersOf(operation, token) {
  const headers = {};
  const type = Object.keys(operation.requestBody?.content ?? {})[0];
  if (type) headers['content-type'] = type;
  if (token !== '') headers.authorization = `Bearer ${token}`;
  return headers;
}

const quote = text => `'${text.replaceAll("'", `'\\''`)}'`;

/** The same request for a shell. The token stays out of it: it is read from `$TOKEN`. */
export function curl(verb, url, headers, body) {
  const parts = [`curl -sS -X ${verb} ${quote(url)}`];
  for (const [name, value] of Object.entries(headers)) {
    parts.push(
      name === 'authorization' ? '-H "authorization: Bearer $TOKEN"' : `-H ${quote(`${name}: ${value}`)}`,
    );
  }
  if (body !== undefined)
    parts.push(
      `${headers['content-type'] === 'application/x-ndjson' ? '--data-binary' : '-d'} ${quote(body)}`,
    );
  return parts.join(' \\\n  ');
}

/**
 * Sends a request and tells of its answer as it comes: `onStatus` once, `onText` for every complete line of a stream,
 * or once with everything.
 */
export async function send({ verb, url, headers, body, streams, signal }, { onStatus, onText }) {
  const began = performance.now();
  const response = await fetch(url, { method: verb, headers, body, signal });
  const answered = () => Math.round(performance.now() - began);
  onStatus(response, answered());
  if (!streams || !response.ok || !response.body) {
    onText(await response.text());
    return answered();
  }
  let held = '';
  for await (const chunk of chunks(response.body)) {
    const lines = (held + chunk).split('\n');
    held = lines.pop();
    for (const line of lines) if (line !== '') onText(line);
  }
  if (held !== '') onText(held);
  return answered();
}

async function* chunks(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
}
