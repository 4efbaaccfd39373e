import type { OpenStackChart } from '@hawser/chart/openstack';
import { sharedValues } from '@hawser/chart/openstack';
import type { ChartPackage } from '../package/index.ts';
import { packageChart } from '../package/index.ts';

/** A chart as it is released. */
export interface OpenStackRelease {
  chart: OpenStackChart;
  package: ChartPackage;
  /** The values file's own text, or what a chart takes of it that others' file is of. */
  values: string;
}

/**
 * Packages charts that are released together. The values are those of the last one, unchanged; the others are what it depends on, and take
 * what both have to agree on.
 *
 * @throws DeliveryError CHART_INVALID and the like
 */
export async function packageOpenStack(
  charts: readonly OpenStackChart[],
  { text, values }: { text: string; values: Readonly<Record<string, unknown>> },
): Promise<OpenStackRelease[]> {
  const last = charts.at(-1);
  return Promise.all(
    charts.map(async chart => ({
      chart,
      package: await packageChart(chart.folder),
      values: chart === last ? text : JSON.stringify(sharedValues(chart, values)),
    })),
  );
}
