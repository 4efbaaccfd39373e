import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { assembleChart } from '../render/index.ts';
import { chartOf, renderEach, root, writeCharts } from './testing.ts';

before(writeCharts);
after(() => rmSync(root, { recursive: true, force: true }));

/** The notes of a chart, as a text of an object: Helm renders notes only where there is a cluster. */
async function notesOf(name: string, ...args: string[]): Promise<string> {
  const folder = join(root, 'noted', name);
  assembleChart(chartOf(name), folder);
  const template = readFileSync(join(folder, 'templates/NOTES.txt'), 'utf8');
  writeFileSync(
    join(folder, 'templates/notes.yaml'),
    `{{- define "test.notes" }}${template}{{ end -}}\nkind: Notes\ntext: {{ include "test.notes" . | toRawJson }}\n`,
  );
  const rendered = await renderEach(folder, ['--show-only', 'templates/notes.yaml', ...args]);
  const [one, other] = rendered.map(text => (parse(text) as { text: string }).text);
  assert.equal(one, other);
  return other!;
}

describe('the notes of a program', () => {
  it('say where pages are', async () => {
    assert.match(
      await notesOf('docs'),
      /Open: +kubectl -n platform port-forward service\/docs 8080:80, then/,
    );
    const hosts = await notesOf(
      'console',
      ...['--set', 'ingress.enabled=true', '--set', 'ingress.hosts={a.example.com,b.example.com}'],
    );
    assert.match(hosts, /\nOpen: +http:\/\/a\.example\.com\nOpen: +http:\/\/b\.example\.com\n/);
    assert.doesNotMatch(hosts, /port-forward/);
  });

  it('say how to wait for an initializer, and how to log in', async () => {
    const notes = await notesOf('initializer');
    assert.match(
      notes,
      /wait --for=condition=Complete job -l app\.kubernetes\.io\/name=initializer --timeout=600s/,
    );
    assert.match(notes, /-n platform get secret hawser-admin -o go-template='\{\{range .*\}\}'/);
    assert.doesNotMatch(await notesOf('initializer', '--set', 'credentialsSecret='), /get secret/);
  });
});
