import { readdirSync } from 'node:fs';
import type { DescFile, DescMessage, DescMethod } from '@bufbuild/protobuf';

const gen = new URL('../gen/', import.meta.url);

/** Every generated file and every file that one imports, imports first. */
async function loadFiles(): Promise<DescFile[]> {
  const found = new Map<string, DescFile>();
  const add = (file: DescFile) => {
    file.dependencies.forEach(add);
    found.set(file.name, file);
  };
  for (const path of readdirSync(gen, { recursive: true, encoding: 'utf8' }).filter(path =>
    path.endsWith('_pb.js'),
  )) {
    const exports: Record<string, { kind?: string }> = await import(new URL(path, gen).href);
    for (const value of Object.values(exports)) if (value?.kind === 'file') add(value as DescFile);
  }
  return [...found.values()];
}

export const files = await loadFiles();
export const spaceone = files.filter(file => file.name.startsWith('spaceone/'));
export const services = spaceone.flatMap(file => file.services);
export const methods = services.flatMap(service => service.methods);

/** The full name of a method, as reflection and docs give it. */
export const nameOf = (method: DescMethod) => `${method.parent.typeName}.${method.name}`;

/** The messages that requests of SpaceONE's methods are made of, Google's left out. */
export function requestMessages(): Set<DescMessage> {
  const found = new Set<DescMessage>();
  const add = (message: DescMessage) => {
    if (found.has(message) || message.typeName.startsWith('google.')) return;
    found.add(message);
    for (const field of message.fields) if (field.message) add(field.message);
  };
  for (const method of methods) add(method.input);
  return found;
}
