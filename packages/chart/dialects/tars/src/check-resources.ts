import type { Conflict } from './conflict.ts';
import { amountOf } from './quantity.ts';
import type { TarsValues } from './values.ts';

/** What Kubernetes has amounts of by itself; all else bears whose it is, as nvidia.com/gpu. */
const known = /^(cpu|memory|ephemeral-storage|hugepages-\w+|.+\/.+)$/;

/** Amounts of what there isn't, and those that are asked for beyond their limit. */
export function checkResources({ resources }: TarsValues): Conflict[] {
  const { limits, requests } = (resources ?? {}) as Record<
    string,
    Record<string, unknown> | null | undefined
  >;
  const unknown = Object.entries({ limits, requests }).flatMap(([of, amounts]) =>
    Object.keys(amounts ?? {})
      .filter(name => !known.test(name))
      .map(name => ({
        path: ['resources', of, name],
        message:
          'is no resource: cpu, memory, ephemeral-storage, hugepages-2Mi, or a device’s as nvidia.com/gpu',
      })),
  );
  const beyond = Object.entries(requests ?? {})
    .filter(([name, asked]) => amountOf(asked) > amountOf(limits?.[name]))
    .map(([name, asked]) => ({
      path: ['resources', 'requests', name],
      message: `${asked} is more than the limit, ${limits?.[name]}`,
    }));
  return [...unknown, ...beyond];
}
