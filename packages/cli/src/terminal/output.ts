import { Option } from 'commander';
import { streams } from './streams.ts';

/** How an answer is printed. */
export type Format = 'json' | 'yaml' | 'table';

/** `-o, --output`, the same for every command that prints an answer. */
export const outputOption = (byDefault: Format = 'table'): Option =>
  new Option('-o, --output <format>', 'how the answer is printed')
    .choices(['table', 'json', 'yaml'])
    .default(byDefault);

/** Plain data as indented JSON or as YAML, with a newline at its end. */
export async function formatData(value: unknown, format: 'json' | 'yaml'): Promise<string> {
  if (format === 'json') return `${JSON.stringify(value, undefined, 2)}\n`;
  const { stringify } = await import('yaml');
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Writes to standard output and waits until a slow reader has taken it. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    streams.out.write(text, error => (error ? reject(error) : resolve()));
  });
}
