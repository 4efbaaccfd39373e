import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The `hawser` command's sources. */
export const hawserMain = fileURLToPath(new URL('../../packages/cli/src/main.mjs', import.meta.url));

/** What a command has printed, and its exit code: null when a signal ended it. */
export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command to its end. */
export function hawser(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Run> {
  const child = spawn(process.execPath, [hawserMain, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', code => resolve({ code, stdout, stderr }));
  });
}
