import type { Helm } from '@hawser/chart/helm';
import type { V1DaemonSet, V1StatefulSet } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';

/** The workload that a release is going to have. */
export type Workload = V1StatefulSet | V1DaemonSet;

/** What a chart makes of a server, before anything is sent. @throws HelmError with what is wrong in its values */
export async function renderWorkload(
  helm: Helm,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Workload> {
  const { stdout } = await helm.run(['template', ...args], { signal });
  const objects = parseAllDocuments(stdout, { version: '1.1' }).map(
    document => document.toJS() as Workload | null,
  );
  return objects.find(object => /^(?:StatefulSet|DaemonSet)$/.test(object?.kind ?? ''))!;
}

/** Whether pods are numbered. */
export const isStatefulSet = (workload: Workload): workload is V1StatefulSet =>
  workload.kind === 'StatefulSet';
