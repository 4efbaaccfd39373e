import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeChart } from '../../../src/generate/file.ts';
import type { Helm } from '../../../src/helm/index.ts';
import { tarsChart } from './chart.ts';

/** Renders values files, each as the subchart of one chart, so that Helm starts once for all of them. */
export async function renderTogether(helm: Helm, texts: readonly string[]): Promise<string[]> {
  const [made] = await renderByEach([helm], texts);
  return made!;
}

/**
 * The same by several Helms.
 *
 * @returns by Helm, what each file makes, in their order, without where it comes from
 */
export async function renderByEach(helms: readonly Helm[], texts: readonly string[]): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'tars-together-'));
  try {
    writeParent(folder, texts);
    return await Promise.all(helms.map(helm => renderFolder(helm, folder, texts.length)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function renderFolder(helm: Helm, folder: string, count: number): Promise<string[]> {
  const { stdout } = await helm.run(['template', 'try', folder, '--namespace', 'games']);
  const made = Array.from({ length: count }, (): string[] => []);
  for (const part of stdout.split(/^---$/m)) {
    const [, index] = /^# Source: cases\/charts\/case(\d+)\/.*$/m.exec(part) ?? [];
    if (index !== undefined) made[Number(index)]!.push(part.replace(/^# Source: .*$/m, '').trim());
  }
  return made.map(parts => parts.sort().join('\n---\n'));
}

function writeParent(path: string, texts: readonly string[]): void {
  mkdirSync(join(path, 'charts'), { recursive: true });
  writeFileSync(join(path, 'Chart.yaml'), 'apiVersion: v2\nname: cases\nversion: 1.0.0\n');
  texts.forEach((text, i) => {
    const { files } = tarsChart(text, `case ${i}`);
    const own = new Map([...files].filter(([file]) => !file.startsWith('charts/')));
    own.set('Chart.yaml', `apiVersion: v2\nname: case${i}\nversion: 1.0.0\n`);
    // Helm reads each schema anew, which takes most of its time, and all are the same.
    if (i % 10 > 0) own.delete('values.schema.json');
    writeChart(join(path, 'charts', `case${i}`), own);
    // One library for all.
    if (i === 0) writeChart(path, new Map([...files].filter(([file]) => file.startsWith('charts/'))));
  });
}
