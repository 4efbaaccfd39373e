import type { Chart } from './chart.ts';

/**
 * Leaves out the schemas of charts whose umbrella has them in its own, as its annotation `hawser/schema` says: Helm reads a
 * schema for each chart that has one, at each rendering, and that takes longer than the rendering.
 */
export function forgetSchemas({ document, dependencies }: Chart): void {
  if (document.getIn(['annotations', 'hawser/schema']) !== 'whole') return;
  for (const { chart } of dependencies)
    if (chart.document.hasIn(['annotations', 'hawser/kind'])) chart.files.delete('values.schema.json');
}
