import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ancestors } from '../project/find.ts';
import type { Candidate } from './complete.ts';

/** A shell waits for this long at most, in milliseconds. */
const patience = 2_000;

/** The names that an argument may have: services of the project, resources or methods of the servers. */
export async function namesOf(argument: string): Promise<Candidate[]> {
  if (argument === 'service') return services();
  if (argument !== 'resource' && argument !== 'method') return [];
  const late = new Promise<Candidate[]>(resolve => setTimeout(resolve, patience, []).unref());
  return Promise.race([remote(argument === 'method').catch(() => []), late]);
}

function services(): Candidate[] {
  const root = ancestors(process.cwd()).find(folder => existsSync(join(folder, 'services')));
  if (root === undefined) return [];
  return readdirSync(join(root, 'services'))
    .filter(name => existsSync(join(root, 'services', name, 'service.ts')))
    .map(value => ({ value, description: '' }));
}

/** The services of all known servers that have a `list`, or every method. */
async function remote(methods: boolean): Promise<Candidate[]> {
  const { addressOf, Session } = await import('../session/session.ts');
  const { connect } = await import('../remote/channel.ts');
  const { Reflection } = await import('../remote/reflection.ts');
  const { isPlumbing, shortName } = await import('../remote/target.ts');
  const found = await Promise.all(
    Object.values(Session.open().endpoints).map(async endpoint => {
      const channel = connect(addressOf(endpoint));
      try {
        const reflection = new Reflection(channel);
        const names = (await reflection.services()).filter(name => !isPlumbing(name));
        if (!methods) return names.map(shortName);
        const described = await Promise.all(names.map(name => reflection.describe(name)));
        return described.flatMap(({ service }) =>
          service.methods.map(({ name }) => `${shortName(service.typeName)}.${name}`),
        );
      } finally {
        channel.close();
      }
    }),
  );
  return found.flat().map(value => ({ value, description: '' }));
}
