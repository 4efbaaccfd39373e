import { findHelm } from '@hawser/chart/helm';
import type { OpenStackChart } from '@hawser/chart/openstack';
import {
  installOpenStack,
  LiveReleases,
  packageOpenStack,
  renderOpenStack,
  waitForReleases,
} from '@hawser/delivery/openstack';
import { usageError } from '../error.ts';
import { print } from '../terminal/output.ts';
import { stepView } from '../terminal/steps.ts';
import { chartsOf, ownChart, readChecked } from './check.ts';

export interface DeployCommand {
  chart?: string[];
  waitImage?: string;
  timeout: number;
  helm: '3' | '4';
}

/** Installs charts and waits until all their pods are ready; a line for each, and what a pod says that fails. */
export async function runOpenStackDeploy(
  namespace: string,
  file: string | undefined,
  { chart, waitImage, timeout, helm: major }: DeployCommand,
): Promise<void> {
  const charts = chartsOf(chart);
  if (file !== undefined && !chart) requireOwn(file, charts.at(-1)!);
  const checked =
    file === undefined
      ? { text: '{}', values: {} }
      : await readChecked(file, charts.at(-1)!, Number(major) as 3 | 4);
  const view = stepView();
  const { report } = view;
  const began = Date.now();
  const step = (name: string) => `Start ${name}`;
  const started = new Set<string>();
  try {
    const helm = await findHelm(major === '3' ? 3 : 4, { report });
    const releases = await packageOpenStack(charts, checked);
    for (const release of releases) await renderOpenStack(release, { helm, namespace, waitImage });
    const live = new LiveReleases(namespace);
    for (const release of releases) {
      const installing = `Install ${release.chart.name} into ${namespace}`;
      report({ step: installing, state: 'running' });
      try {
        await installOpenStack(release, { helm, namespace, waitImage });
      } catch (error) {
        report({ step: installing, state: 'failed' });
        throw error;
      }
      report({ step: installing, state: 'done' });
    }
    if (timeout === 0) return;
    for (const { name } of charts) {
      started.add(name);
      report({ step: step(name), state: 'running' });
    }
    await waitForReleases(
      live,
      charts.map(({ name }) => name),
      {
        timeoutSeconds: timeout,
        progress: (name, detail) => report({ step: step(name), state: 'running', detail }),
        ready: name => {
          started.delete(name);
          report({
            step: step(name),
            state: 'done',
            detail: `ready after ${Math.round((Date.now() - began) / 1000)} s`,
          });
        },
        trouble: line => view.note(`  ${line}`),
      },
    );
    if (charts.some(({ name }) => name === 'keystone'))
      await print(`try it with helm test keystone --namespace ${namespace}\n`);
  } catch (error) {
    for (const name of started) report({ step: step(name), state: 'failed' });
    throw error;
  } finally {
    view.close();
  }
}

/** Values of another chart would be refused for all that they have of their own. */
function requireOwn(file: string, last: OpenStackChart): void {
  const own = ownChart(file);
  if (own !== last)
    throw usageError(
      `${file} is a values file of ${own.name}, not of ${last.name}`,
      `add --chart ${own.name}`,
    );
}
