import { spawn } from 'node:child_process';

/** What a program did. */
export interface ProcessResult {
  stdout: string;
  stderr: string;
  /** 0 to 255; 128 and more where a signal ended it. */
  exitCode: number;
}

export interface ProcessOptions {
  /** Ends the program by SIGTERM; the promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** What it reads from standard input. Default: nothing. */
  input?: string | Uint8Array | undefined;
  cwd?: string | undefined;
  /** Variables over those of this process; undefined takes one away. */
  env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Standard output and error together may have this many bytes: a rendered platform has a few MB. */
const maxOutputBytes = 256 * 1024 * 1024;

/**
 * Runs a program to its end, without a shell.
 *
 * @throws Error with `code` ENOENT and the like when it can't be started; the signal's reason when that was given
 */
export async function runProcess(
  program: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessResult> {
  const { signal, input, cwd, env } = options;
  signal?.throwIfAborted();
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  const { promise: closed, resolve, reject } = Promise.withResolvers<number>();
  child.once('error', reject);
  child.once('close', (code, name) => resolve(code ?? 128 + (name === 'SIGKILL' ? 9 : 15)));
  const stop = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', stop, { once: true });
  let room = maxOutputBytes;
  const gather = (stream: NodeJS.ReadableStream) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => {
      room -= chunk.length;
      if (room >= 0) chunks.push(chunk);
      else child.kill('SIGKILL');
    });
    return () => Buffer.concat(chunks).toString('utf8');
  };
  const stdout = gather(child.stdout);
  const stderr = gather(child.stderr);
  // A program that ends without reading its input isn't an error; its exit code says how it went.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  try {
    const exitCode = await closed;
    signal?.throwIfAborted();
    if (room < 0) throw new Error(`${program} wrote more than ${maxOutputBytes} bytes`);
    return { stdout: stdout(), stderr: stderr(), exitCode };
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
