import { ImageError } from '../error.ts';

/** A repository of a registry: `registry.example.com:5000` and `hawser/identity`. */
export interface Repository {
  /** With its port; `docker.io` for Docker Hub. */
  host: string;
  path: string;
}

/** An image in a repository, by tag or by digest. */
export interface Reference extends Repository {
  /** A tag, or `sha256:…`. */
  version: string;
}

const pathForm = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagForm = /^\w[\w.-]{0,127}$/;
const digestForm = /^sha256:[0-9a-f]{64}$/;
const hostForm = /^(?:[a-zA-Z0-9.-]+|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;

/**
 * Reads `node:26-slim`, `host:5000/path:tag` or `path@sha256:…`, as Docker does: without a host it is Docker Hub's, and of
 * its `library` without a folder. Default tag: `latest`.
 *
 * @throws ImageError IMAGE_REFERENCE
 */
export function parseReference(text: string): Reference {
  const at = text.indexOf('@');
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(':');
  const tagged = colon > named.lastIndexOf('/');
  const repository = parseRepository(tagged ? named.slice(0, colon) : named);
  const version = at >= 0 ? text.slice(at + 1) : tagged ? named.slice(colon + 1) : 'latest';
  if (!(at >= 0 ? digestForm : tagForm).test(version)) throw referenceError(text);
  return { ...repository, version };
}

/** Reads `host:5000/path`. @throws ImageError IMAGE_REFERENCE */
export function parseRepository(text: string): Repository {
  const slash = text.indexOf('/');
  const first = slash < 0 ? '' : text.slice(0, slash);
  const hasHost = /[.:]/.test(first) || first === 'localhost';
  const host = hasHost ? first : 'docker.io';
  const rest = hasHost ? text.slice(slash + 1) : text;
  const path = host === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest;
  if (!hostForm.test(host) || !pathForm.test(path) || path.length > 255) throw referenceError(text);
  return { host, path };
}

/** `host/path:tag`, or `host/path@sha256:…`. */
export const formatReference = ({ host, path, version }: Reference): string =>
  `${host}/${path}${version.includes(':') ? '@' : ':'}${version}`;

/** Whether a text can be an image's tag. */
export const isTag = (text: string): boolean => tagForm.test(text);

const referenceError = (text: string) =>
  new ImageError(
    'IMAGE_REFERENCE',
    `"${text.slice(0, 200)}" names no image`,
    'write HOST/PATH:TAG or HOST/PATH@sha256:DIGEST, the path in lower case: registry.example.com/hawser/identity:1.0.0',
  );
