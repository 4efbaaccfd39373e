import { paint } from './paint.ts';

/** Examples below a command's help: the command line, and what it does. */
export function examples(lines: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(lines).map(line => line.length));
  const texts = Object.entries(lines).map(([line, does]) => `  ${line.padEnd(width)}  ${does}`);
  return `\n${paint('bold', 'Examples:')}\n${texts.join('\n')}`;
}
