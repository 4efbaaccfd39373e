import { frameworkHandlers } from './framework.ts';
import type { HandlerFactory } from './handler.ts';

const factories = new Map<string, HandlerFactory>();
const registered: (readonly [string, ...string[]])[] = [];
for (const { factory, names } of frameworkHandlers) registerHandler(factory, ...names);

/** Makes a handler known to the configuration under `name`; further names are aliases, such as other systems' names. */
export function registerHandler(factory: HandlerFactory, name: string, ...aliases: string[]): void {
  registered.push([name, ...aliases]);
  for (const known of [name, ...aliases]) factories.set(dotted(known), factory);
}

/** The names of every handler that the configuration may name: its own, and then its aliases. */
export const handlerNames = (): readonly (readonly [string, ...string[]])[] => registered;

/** @throws Error naming the known handlers when `name` isn't one. */
export function handlerFactory(name: string): HandlerFactory {
  const factory = factories.get(dotted(name));
  if (!factory)
    throw new Error(`HANDLERS names "${name}", which isn't one of ${[...factories.keys()].join(', ')}`);
  return factory;
}

/** SpaceONE writes `module:Class` in newer and `module.Class` in older files. */
function dotted(name: string): string {
  return name.replace(':', '.');
}
