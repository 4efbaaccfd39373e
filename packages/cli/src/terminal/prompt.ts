import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { usageError } from '../error.ts';
import { streams } from './streams.ts';

/** Asks for a line. @throws CliError when nobody can be asked, or Ctrl-C is the answer */
export const ask = (question: string): Promise<string> => read(question, streams.err);

/** Asks for a line that isn't shown while it is typed. @throws as {@link ask} */
export async function askHidden(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    return await read(question, nowhere);
  } finally {
    if (process.stdin.isTTY) streams.err.write('\n');
  }
}

function read(question: string, output: NodeJS.WritableStream): Promise<string> {
  if (!process.stdin.isTTY) {
    throw usageError(`there is no terminal to ask on: ${question}`, 'give it as an option; see --help');
  }
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  // From here on the terminal echoes nothing by itself: not before may anybody be asked.
  if (output !== streams.err) streams.err.write(question);
  return new Promise<string>((resolve, reject) => {
    lines.on('SIGINT', () => reject(usageError('cancelled')));
    lines.on('close', () => reject(usageError('cancelled')));
    lines.question(question, answer => resolve(answer.trim()));
  }).finally(() => lines.close());
}
