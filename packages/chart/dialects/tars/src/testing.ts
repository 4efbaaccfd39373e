import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeChart } from '../../../src/generate/file.ts';
import type { Helm } from '../../../src/helm/index.ts';
import { tarsChart } from './chart.ts';

/**
 * Renders values files, each as the subchart of one chart, so that Helm starts once for all of them.
 *
 * @returns what each makes, in their order, without where it comes from
 */
export async function renderTogether(helm: Helm, texts: readonly string[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tars-together-'));
  try {
    writeParent(folder, texts);
    const { stdout } = await helm.run(['template', 'try', folder, '--namespace', 'games']);
    const made = texts.map((): string[] => []);
    for (const part of stdout.split(/^---$/m)) {
      const [, index] = /^# Source: cases\/charts\/case(\d+)\/.*$/m.exec(part) ?? [];
      if (index !== undefined) made[Number(index)]!.push(part.replace(/^# Source: .*$/m, '').trim());
    }
    return made.map(parts => parts.sort().join('\n---\n'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeParent(path: string, texts: readonly string[]): void {
  mkdirSync(join(path, 'charts'), { recursive: true });
  writeFileSync(join(path, 'Chart.yaml'), 'apiVersion: v2\nname: cases\nversion: 1.0.0\n');
  texts.forEach((text, i) => {
    const { files } = tarsChart(text, `case ${i}`);
    const own = new Map([...files].filter(([file]) => !file.startsWith('charts/')));
    own.set('Chart.yaml', `apiVersion: v2\nname: case${i}\nversion: 1.0.0\n`);
    writeChart(join(path, 'charts', `case${i}`), own);
    // One library for all.
    if (i === 0) writeChart(path, new Map([...files].filter(([file]) => file.startsWith('charts/'))));
  });
}
