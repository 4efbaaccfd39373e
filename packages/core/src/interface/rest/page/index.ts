import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** The page's files by the path that they are served at. */
const files: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/docs': 'index.html',
  '/docs/app.css': 'app.css',
  '/docs/app.js': 'app.js',
  '/docs/dom.js': 'dom.js',
  '/docs/icon.svg': 'icon.svg',
  '/docs/list.js': 'list.js',
  '/docs/method.css': 'method.css',
  '/docs/method.js': 'method.js',
  '/docs/request.js': 'request.js',
  '/docs/schema.js': 'schema.js',
  '/docs/theme.css': 'theme.css',
  '/docs/try.js': 'try.js',
};

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The page runs its own files alone, talks to its own server alone, and is shown in no frame. */
const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The page at `/` and `/docs` to read and try the API; a contract's own rule for one of its paths goes first. */
export async function registerPage(app: FastifyInstance): Promise<void> {
  for (const [url, name] of Object.entries(files)) {
    if (app.hasRoute({ method: 'GET', url })) continue;
    const text = await readFile(new URL(`assets/${name}`, import.meta.url), 'utf8');
    const headers = {
      ...securityHeaders,
      'content-type': types[name.split('.')[1]!]!,
      'cache-control': 'no-cache',
    };
    app.get(url, (_request, reply) => reply.headers(headers).send(text));
  }
}
