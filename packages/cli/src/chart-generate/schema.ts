import { helmSchema, strictSchema } from '@hawser/chart/schema';
import { print } from '../terminal/output.ts';

export interface ChartSchemaCommand {
  strict?: boolean;
}

/** Prints the schema of a service's values: Helm's own, or the one for editors. */
export async function runChartSchema({ strict = false }: ChartSchemaCommand): Promise<void> {
  const schema = strict ? strictSchema('backend') : helmSchema('backend');
  await print(`${JSON.stringify(schema, null, 2)}\n`);
}
