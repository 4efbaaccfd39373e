import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { helmSchema, strictSchema } from '@hawser/chart/schema';
import { type ValuesKind, valuesByKind } from '@hawser/chart/values';
import { parse } from 'yaml';
import { findChart } from '../chart-render/run.ts';
import { usageError } from '../error.ts';
import { print } from '../terminal/output.ts';

export interface ChartSchemaCommand {
  strict?: boolean;
}

/** Prints the schema of values, Helm's own or the one for editors: a service's, or those of a chart or of the chart that a values file is of. */
export async function runChartSchema(
  named: string | undefined,
  { strict = false }: ChartSchemaCommand,
): Promise<void> {
  const chart = named === undefined ? undefined : await findChart(process.cwd(), named);
  const kind = chart === undefined ? 'backend' : kindOf(chart);
  if (kind === undefined) return print(ownSchema(chart!));
  const schema = strict ? strictSchema(kind) : helmSchema(kind);
  await print(`${JSON.stringify(schema, null, 2)}\n`);
}

/** The kind of a chart whose values are those of its kind alone. An umbrella has those of its charts as well. */
function kindOf(chart: string): ValuesKind | undefined {
  if (chart.endsWith('.tgz')) throw usageError(`${chart} is a package`, 'give a chart’s folder or its name');
  const { annotations } = parse(readFileSync(join(chart, 'Chart.yaml'), 'utf8')) as {
    annotations?: Record<string, string>;
  };
  const kind = annotations?.['hawser/kind'] ?? '';
  return kind !== 'umbrella' && Object.hasOwn(valuesByKind, kind) ? (kind as ValuesKind) : undefined;
}

/** The schema that a chart has itself. */
function ownSchema(chart: string): string {
  const file = join(chart, 'values.schema.json');
  if (!existsSync(file)) throw usageError(`the chart ${chart} has no values.schema.json`);
  return readFileSync(file, 'utf8');
}
