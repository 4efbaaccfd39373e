import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHelm, type Helm } from '../../packages/chart/src/helm/index.ts';
import { assembleChart } from '../../packages/chart/src/render/index.ts';
import { parseManifests } from '../../packages/chart/src/validate/index.ts';
import { packageChart } from '../../packages/delivery/src/package/index.ts';
import { median } from '../harness/compare.ts';
import { message } from '../harness/processes.ts';
import { atMost, type SuiteResult } from '../harness/result.ts';
import { cpuMillis } from './cpu.ts';
import { generateCharts } from './generate.ts';
import { makePlain } from './plain.ts';

const rounds = 5;
/** Runs of a command in each round. */
const runs = 3;
/** Seconds that generating may take. */
const secondsBound = 2;

const hawser = join(import.meta.dirname, '../../packages/cli/src/main.mjs');

/** Charts of a platform of 24 services: rendered against templates that are written by hand, and generated. */
export async function charts(): Promise<SuiteResult> {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-bench-charts-'));
  const at = (name: string) => join(folder, name);
  try {
    const umbrella = generateCharts(at('project'));
    assembleChart(umbrella, at('library'));
    makePlain(at('library'), at('plain'));
    const { data, file } = await packageChart(umbrella);
    writeFileSync(at(file), data);
    const figures: SuiteResult['figures'] = {};
    const notes: string[] = [];
    for (const major of [3, 4] as const) {
      const helm = await findHelm(major);
      await requireSame(helm, at('library'), at('plain'));
      const contenders = {
        derived: [helm.path, 'template', 'hawser', at('library')],
        plain: [helm.path, 'template', 'hawser', at('plain')],
        package: [helm.path, 'template', 'hawser', at(file)],
        command: [process.execPath, hawser, 'chart', 'render', at(file), '--helm', String(major)],
      };
      const taken = await alternating(contenders);
      const against = `CPU time of helm template, Helm ${major}`;
      figures[`charts-helm${major}-library`] = atMost(
        ratio(taken.derived, taken.plain),
        1.5,
        `${against}, of templates written by hand, 24 services`,
      );
      figures[`charts-helm${major}-command`] = atMost(
        ratio(taken.command, taken.package),
        1.3,
        `${against}, of the same package`,
      );
      for (const [name, millis] of Object.entries(taken))
        notes.push(`Helm ${major}, ${name}: ${median(millis).toFixed(0)} ms CPU`);
    }
    const { cpu, clock } = await generating(folder);
    figures['charts-generate'] = atMost(
      cpu / secondsBound,
      1,
      `${secondsBound} s of CPU for the charts of 24 services, the start of the process included`,
    );
    notes.push(`generated with ${cpu.toFixed(2)} s CPU, ${clock.toFixed(2)} s on the clock`);
    return { figures, notes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What each took in each round, in turns. */
async function alternating<K extends string>(
  contenders: Record<K, readonly string[]>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(contenders) as K[];
  const taken = Object.fromEntries(names.map(name => [name, []])) as unknown as Record<K, number[]>;
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const millis = await cpuMillis(contenders[name], runs);
      // The first round fills the system's caches.
      if (round >= 0) taken[name].push(millis);
    }
  }
  return taken;
}

const ratio = (one: readonly number[], other: readonly number[]) =>
  median(one.map((millis, round) => millis / other[round]!));

/** Compares what two charts make, so that it is the same work that is measured. @throws AssertionError where it isn't */
async function requireSame(helm: Helm, one: string, other: string): Promise<void> {
  const objects = await Promise.all(
    [one, other].map(async chart => {
      const { stdout } = await helm.run(['template', 'hawser', chart]);
      // The hash in the name of a Job may be of anything that says when it is another Job.
      const text = stdout.replaceAll(/(-migrate)-[0-9a-f]{8}$/gm, '$1');
      return parseManifests(text)
        .manifests.map(({ object }) => [`${object.kind} ${object.metadata?.name}`, object] as const)
        .sort(([a], [b]) => a.localeCompare(b));
    }),
  );
  assert.deepEqual(objects[0], objects[1]);
}

/** Seconds of CPU and on the clock from the start of a process until it has written all charts into an empty folder. */
async function generating(folder: string): Promise<{ cpu: number; clock: number }> {
  const cpu: number[] = [];
  const clock: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const child = fork(new URL('child.ts', import.meta.url), [join(folder, `generated${round}`)]);
    const exited = once(child, 'exit');
    const { cpuMs, clockMs } = await message<{ cpuMs: number; clockMs: number }>(child);
    await exited;
    cpu.push(cpuMs / 1000);
    clock.push(clockMs / 1000);
  }
  return { cpu: median(cpu), clock: median(clock) };
}
