import { findHelm } from '@hawser/chart/helm';
import {
  installOpenStack,
  LiveReleases,
  packageOpenStack,
  waitForReleases,
} from '@hawser/delivery/openstack';
import { print } from '../terminal/output.ts';
import { stepView } from '../terminal/steps.ts';
import { chartsOf, readChecked } from './check.ts';

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
  const checked = file === undefined ? { text: '{}', values: {} } : readChecked(file, charts.at(-1)!);
  const view = stepView();
  const { report } = view;
  const began = Date.now();
  const step = (name: string) => `Start ${name}`;
  const started = new Set<string>();
  try {
    const helm = await findHelm(major === '3' ? 3 : 4, { report });
    const releases = await packageOpenStack(charts, checked);
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
