import type { V1Node, V1NodeSelectorRequirement, V1StatefulSet } from '@kubernetes/client-node';
import { DeliveryError } from '../error.ts';
import { isStatefulSet, type Workload } from './rendered.ts';

/**
 * Refuses more pods on the host's own network than there are nodes for them: two on one node would take each other's
 * ports. Nodes that are cordoned, not ready or tainted don't count, nor those that `labelMatch` leaves out.
 *
 * @throws DeliveryError NODES_TOO_FEW
 */
export function checkNodes(workload: Workload, nodes: readonly V1Node[]): void {
  if (!isStatefulSet(workload) || !workload.spec?.template.spec?.hostNetwork) return;
  const { replicas = 1 } = workload.spec;
  const fitting = nodes.filter(node => takesPods(node) && meets(node, requirementsOf(workload)));
  if (fitting.length >= replicas) return;
  const names = fitting.map(({ metadata }) => metadata?.name).join(', ');
  throw new DeliveryError(
    'NODES_TOO_FEW',
    `hostNetwork allows one pod a node: there are ${replicas} replicas, and ${
      fitting.length === 0 ? 'no node' : `${fitting.length} of ${nodes.length} nodes (${names})`
    } can take them`,
    'lower replicas, have labelMatch match more nodes, or add some',
  );
}

function takesPods({ spec, status }: V1Node): boolean {
  const ready = status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True');
  const tainted = spec?.taints?.some(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute');
  return ready === true && !tainted && !spec?.unschedulable;
}

/** `labelMatch`, as the chart has it: one term, all of which has to hold. */
function requirementsOf({ spec }: V1StatefulSet): readonly V1NodeSelectorRequirement[] {
  const required =
    spec?.template.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required?.nodeSelectorTerms[0]?.matchExpressions ?? [];
}

/** Whether a node has all labels that are required, by the rules of Kubernetes' node affinity. */
export function meets({ metadata }: V1Node, requirements: readonly V1NodeSelectorRequirement[]): boolean {
  const labels = metadata?.labels ?? {};
  return requirements.every(({ key, operator, values = [] }) => {
    const label = labels[key];
    switch (operator) {
      case 'In':
        return label !== undefined && values.includes(label);
      case 'NotIn':
        return label === undefined || !values.includes(label);
      case 'Exists':
        return label !== undefined;
      case 'DoesNotExist':
        return label === undefined;
      case 'Gt':
        return Number(label) > Number(values[0]);
      default:
        return Number(label) < Number(values[0]);
    }
  });
}
