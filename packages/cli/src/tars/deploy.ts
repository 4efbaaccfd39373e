import { readFileSync } from 'node:fs';
import { findHelm } from '@hawser/chart/helm';
import { deployPackage, deployTars, packageTars, releaseOf } from '@hawser/delivery/tars';
import { existing, requireHelmReads, tell } from '../dialect/read.ts';
import { type StepView, stepView } from '../terminal/steps.ts';
import { streams } from '../terminal/streams.ts';

export interface DeployCommand {
  tag: string;
  timeout: number;
  helm: '3' | '4';
}

/** Releases a package or a values file, and says what the pods answer to. */
export async function runTarsDeploy(namespace: string, file: string, command: DeployCommand): Promise<void> {
  const view = stepView();
  const { report } = view;
  try {
    const helm = await findHelm(command.helm === '3' ? 3 : 4, { report });
    const step = `Release ${file} into ${namespace}`;
    const options = { helm, namespace, timeoutSeconds: command.timeout, progress: progressOf(view, step) };
    report({ step, state: 'running' });
    try {
      const deployed = /\.tgz$/.test(file)
        ? await deployTars(existing(file), options)
        : await deployValues(file, command.tag, options);
      const kept = deployed.replicas === undefined ? '' : `, with ${deployed.replicas} pods as before`;
      report({ step, state: 'done', detail: `${deployed.name}${kept}` });
    } catch (error) {
      report({ step, state: 'failed' });
      throw error;
    }
  } finally {
    view.close();
  }
}

/** Shows how pods come along: in place on a terminal, else a line for each change. */
export function progressOf(view: StepView, step: string): (line: string) => void {
  if (streams.err.isTTY) return detail => view.report({ step, state: 'running', detail });
  return line => view.note(line);
}

async function deployValues(file: string, tag: string, options: Parameters<typeof deployPackage>[1]) {
  const [made] = await Promise.all([
    packageTars(existing(file), releaseOf(tag)),
    requireHelmReads(file, readFileSync(file, 'utf8'), options.helm.major),
  ]);
  tell(file, made.unused);
  return deployPackage(made, options);
}
