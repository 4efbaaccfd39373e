import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Platform, type PlatformDefinition, up } from '@hawser/local';
import { usageError } from '../error.ts';
import { errorFields } from '../explain.ts';
import { dataFolder } from '../project/data-folder.ts';
import { findProject } from '../project/find.ts';
import { endpointsFile } from '../session/files.ts';
import { onStopSignal } from '../stop-signal.ts';
import { jsonStepView, stepView } from '../terminal/steps.ts';
import { streams } from '../terminal/streams.ts';
import { runningTable } from './status.ts';

export interface UpCommand {
  /** The services to run; none stands for all. */
  services: readonly string[];
  port: number;
  host: string;
  data?: string;
  anyPorts?: boolean;
  watch?: boolean;
  output: 'table' | 'json';
}

/** Runs a platform until SIGINT or SIGTERM, which drain it. A second signal ends it at once. */
export async function runUp(command: UpCommand): Promise<void> {
  if (command.watch) {
    const { watchUp } = await import('./watch.ts');
    return watchUp(process.cwd());
  }
  const json = command.output === 'json';
  const emit = (event: object) => streams.out.write(`${JSON.stringify(event)}\n`);
  const view = json ? jsonStepView(emit) : stepView(streams.out);
  const stop = onStopSignal(() => view.note('Draining; Ctrl-C again ends it at once.'));
  try {
    const project = await findProject(process.cwd());
    const { definition, whole } = choose(project.definition, command.services);
    const dataDir = dataFolder(process.cwd(), command.data);
    const { host, port, anyPorts } = command;
    const platform = await up(definition, { dataDir, host, restPort: port, anyPorts, report: view.report });
    try {
      const lines = await setUp(platform, definition, whole, stop.requested);
      if (!stop.requested()) {
        const written = writeEndpoints(platform);
        if (json) emit({ event: 'ready', url: platform.url, running: platform.running, lines });
        else for (const line of ['', runningTable(platform), ...lines]) view.note(line);
        await stop.signal;
        removeEndpoints(platform, written);
      }
    } finally {
      await platform.stop();
    }
    if (json) emit({ event: 'stopped' });
  } catch (thrown) {
    if (!json) throw thrown;
    emit({ event: 'error', ...(await errorFields(thrown)) });
    process.exitCode = 1;
  } finally {
    view.close();
    stop.release();
  }
}

/** The chosen services in the platform's order. Plugins and set-up need all of them, so they are left out else. */
function choose(
  definition: PlatformDefinition,
  names: readonly string[],
): { definition: PlatformDefinition; whole: boolean } {
  const known = definition.services.map(({ name }) => name);
  const unknown = names.find(name => !known.includes(name));
  if (unknown !== undefined)
    throw usageError(`the platform has no service "${unknown}"`, `it has ${known.join(', ')}`);
  if (names.length === 0 || known.every(name => names.includes(name))) return { definition, whole: true };
  return {
    definition: { services: definition.services.filter(({ name }) => names.includes(name)) },
    whole: false,
  };
}

async function setUp(
  platform: Platform,
  definition: PlatformDefinition,
  whole: boolean,
  stopping: () => boolean,
): Promise<readonly string[]> {
  if (!whole || stopping()) return [];
  return (await definition.setUp?.(platform)) ?? [];
}

/** Tells the other commands where the servers are. @returns the text that was written */
function writeEndpoints(platform: Platform): string {
  const servers = platform.running.filter(({ kind }) => kind === 'grpc');
  const grpc = Object.fromEntries(servers.map(({ name, address }) => [name, address]));
  const text = `${JSON.stringify({ url: platform.url, grpc, pid: process.pid }, undefined, 2)}\n`;
  writeFileSync(endpointsFile(platform.dataDir), text);
  return text;
}

function removeEndpoints({ dataDir }: Platform, written: string): void {
  const file = endpointsFile(dataDir);
  try {
    if (readFileSync(file, 'utf8') === written) rmSync(file);
  } catch {
    // Somebody else has removed it.
  }
}
