import { type Graph, toDot } from '@hawser/chart/graph';
import { print } from '../terminal/output.ts';
import { renderTable } from '../terminal/table.ts';
import { loadChartProject } from './source.ts';

export interface ChartGraphCommand {
  output: 'table' | 'json' | 'dot';
}

/** Prints the deployment graph. */
export async function runChartGraph({ output }: ChartGraphCommand): Promise<void> {
  const { charts } = await loadChartProject(process.cwd());
  const graph = charts.map(({ node }) => node);
  if (output === 'json') await print(`${JSON.stringify(graph, null, 2)}\n`);
  else await print(output === 'dot' ? toDot(graph) : table(graph));
}

const table = (graph: Graph): string =>
  renderTable(
    ['NAME', 'KIND', 'CALLS', 'WAITS FOR'],
    graph.map(({ name, kind, callees, waits }) => [name, kind, callees.join(', '), waits.join(', ')]),
  );
