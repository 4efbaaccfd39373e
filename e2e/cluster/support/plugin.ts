import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../../plugins/kubernetes/plugin.ts', import.meta.url));

/** The plugin as a process of its own, as the platform runs it. */
export interface PluginProcess {
  address: string;
  /** Ends it as the platform does, and waits for its end. @returns the exit code */
  stop(): Promise<number | null>;
}

/** Starts the plugin on a free port and waits until it answers. @throws Error with its last words when it doesn't */
export async function startPluginProcess(environment: NodeJS.ProcessEnv): Promise<PluginProcess> {
  const child = spawn(process.execPath, [entry], {
    env: { ...process.env, ...environment, HAWSER_PLUGIN_PORT: '0' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    lines.push(line);
    const { address } = JSON.parse(line.startsWith('{') ? line : '{}') as { address?: string };
    if (!address) continue;
    child.stderr.resume();
    return {
      address,
      stop: async () => {
        child.kill('SIGTERM');
        return (await exited)[0];
      },
    };
  }
  throw new Error(`the plugin ended: ${lines.slice(-5).join('\n')}`);
}
