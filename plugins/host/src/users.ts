import { readFile } from 'node:fs/promises';

let names: Promise<Map<number, string>> | undefined;

/** The name of a user, or the number where it has none. The list is read once: plugins are restarted often. */
export async function userName(uid: number): Promise<string> {
  names ??= readNames();
  return (await names).get(uid) ?? String(uid);
}

async function readNames(): Promise<Map<number, string>> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const rows = text.split('\n').map(line => line.split(':'));
  return new Map(rows.filter(row => row.length > 2).map(row => [Number(row[2]), row[0]!]));
}
