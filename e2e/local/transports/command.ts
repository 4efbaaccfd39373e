import { errorFields } from '../../../packages/cli/src/explain.ts';
import { invokeOnce } from '../../../packages/cli/src/remote/invoke.ts';
import { type FoundService, findRemote } from '../../../packages/cli/src/remote/server.ts';
import { hawser } from '../hawser.ts';
import { spaceoneError, type Transport } from './answer.ts';

/** Calls by what `hawser call` does, in this process: a process takes longer than a hundred calls. */
export function commandTransport(addressOf: (service: string) => string): Transport {
  const found = new Map<string, Promise<FoundService>>();
  return {
    name: 'hawser call',
    async call({ name, parent: { typeName } }, request, token) {
      const known =
        found.get(typeName) ?? findRemote(typeName, { endpoint: addressOf(typeName), token: 'none' });
      found.set(typeName, known);
      const service = await known;
      try {
        const answer = await invokeOnce(service.method(name), request, token ? { token } : {});
        return { answer };
      } catch (thrown) {
        const { code, message } = await errorFields(thrown);
        return { error: { code, message } };
      }
    },
    close: () => {
      for (const service of found.values()) service.then(({ close }) => close());
    },
  };
}

/** Calls by the command itself. */
export function processTransport(addressOf: (service: string) => string): Transport {
  return {
    name: 'hawser call, as a process',
    async call({ name, parent: { typeName } }, request, token) {
      const options = ['--endpoint', addressOf(typeName), ...(token ? ['--token', token] : [])];
      const run = await hawser(['call', `${typeName}.${name}`, JSON.stringify(request), ...options]);
      return run.code === 0 ? { answer: JSON.parse(run.stdout) } : spaceoneError(run.stderr.split('\n')[0]!);
    },
    close: () => {},
  };
}
