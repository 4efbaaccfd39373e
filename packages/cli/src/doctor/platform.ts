import { HawserError } from '@hawser/core/error';
import { LocalError, requireFree } from '@hawser/local';
import { connect } from '../remote/channel.ts';
import { Reflection } from '../remote/reflection.ts';
import { endpointsFile, readJson } from '../session/files.ts';
import { addressOf, Session } from '../session/session.ts';
import { type Check, failed, ok, skipped } from './check.ts';

/** A clock that is off by more than this, in milliseconds, makes tokens invalid. */
const tolerance = 30_000;

interface Running {
  url: string;
  grpc: Readonly<Record<string, string>>;
  pid: number;
}

/** Whether the ports of `hawser up` are free, or taken by the platform that runs. */
export function ports(dataDir: string): Check[] {
  const running = alive(dataDir);
  const wanted = [
    { port: 8080, purpose: 'REST', setting: '--port', address: running?.url },
    { port: 50051, purpose: 'gRPC of identity', setting: '--any-ports', address: running?.grpc.identity },
    { port: 50052, purpose: 'gRPC of inventory', setting: '--any-ports', address: running?.grpc.inventory },
  ];
  return wanted.map(({ address, ...port }) => ({
    name: `Port ${port.port}`,
    async look() {
      if (address?.endsWith(`:${port.port}`)) return ok(`${port.purpose}, by the platform that runs here`);
      try {
        await requireFree(port);
        return ok(`free for ${port.purpose}`);
      } catch (thrown) {
        if (thrown instanceof LocalError) return failed(thrown.message, thrown.hint);
        throw thrown;
      }
    },
  }));
}

/** Whether every known server answers. */
export function servers(dataDir: string): Check[] {
  const session = Session.open();
  if (session.origin !== 'login' && !alive(dataDir)) {
    return [{ name: 'Services', look: () => skipped('no platform runs here, and nobody is logged in') }];
  }
  return Object.entries(session.endpoints).map(([name, endpoint]) => ({
    name: `Service ${name}`,
    async look() {
      const channel = connect(addressOf(endpoint));
      try {
        const services = await new Reflection(channel).services();
        return ok(`${endpoint}, ${services.length} services`);
      } catch (thrown) {
        if (!(thrown instanceof HawserError)) throw thrown;
        return failed(`${endpoint} doesn’t answer: ${thrown.message}`, 'look at its log, or log in again');
      } finally {
        channel.close();
      }
    },
  }));
}

/** Whether this machine's clock agrees with the platform's. */
export const clock = (dataDir: string): Check => ({
  name: 'Clock',
  async look() {
    const url = alive(dataDir)?.url;
    if (!url) return skipped('no platform runs here to compare with');
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) });
    const there = Date.parse(response.headers.get('date') ?? '');
    if (Number.isNaN(there)) return skipped('the platform doesn’t tell its time');
    const off = Math.abs(Date.now() - there);
    if (off > tolerance)
      return failed(`${Math.round(off / 1000)} s off`, 'set the clock, by NTP for example');
    return ok('agrees with the platform’s');
  },
});

/** What `hawser up` has written, while its process lives. */
function alive(dataDir: string): Running | undefined {
  const running = readJson<Running>(endpointsFile(dataDir));
  if (!running) return undefined;
  try {
    process.kill(running.pid, 0);
    return running;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM' ? running : undefined;
  }
}
