import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ancestors } from '../project/find.ts';
import { checkout } from './checkout.ts';

/** What a service's own code and its generated code import. */
const packages = [
  '@hawser/core',
  '@hawser/local',
  '@hawser/proto',
  '@bufbuild/protobuf',
  '@bufbuild/protovalidate',
  'zod',
];

/** Makes a service outside of the checkout find the framework: by links to it, as `npm link` makes them. */
export function linkFramework(folder: string): void {
  const found = ancestors(folder).some(above => existsSync(join(above, 'node_modules/@hawser/core')));
  if (found) return;
  for (const name of packages) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(checkout, 'node_modules', name), link, 'dir');
  }
}
