import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DescFile, DescMessage, DescService } from '@bufbuild/protobuf';

const generated = fileURLToPath(new URL('../../proto/gen/', import.meta.url));

/** Every contract that is the platform's own, by the file's name. */
export async function loadContracts(): Promise<DescFile[]> {
  const paths = readdirSync(generated, { recursive: true, encoding: 'utf8' })
    .filter(path => /^(spaceone|hawser)[/\\].*_pb\.js$/.test(path))
    .sort();
  const modules = await Promise.all(paths.map(path => import(pathToFileURL(join(generated, path)).href)));
  return modules.map(module =>
    Object.values(module as Record<string, DescFile>).find(exported => exported?.kind === 'file'),
  ) as DescFile[];
}

const docs = JSON.parse(readFileSync(join(generated, 'docs.json'), 'utf8')) as Record<string, string>;

/** What the contract says of something, by its full name; empty where it says nothing. */
export const docOf = (name: string): string => (docs[name] ?? '').replace(/\n(?!\n)/g, ' ');

/** The messages of a service's methods, and those within them, in order of first use. */
export function messagesOf(service: DescService): DescMessage[] {
  const found = new Set<DescMessage>();
  const add = (message: DescMessage) => {
    if (found.has(message) || message.typeName.startsWith('google.')) return;
    found.add(message);
    for (const field of message.fields) if (field.message) add(field.message);
  };
  for (const { input, output } of service.methods) {
    add(input);
    add(output);
  }
  return [...found];
}

/** `cost-analysis` of CostAnalysis: the name of a page. */
export const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
