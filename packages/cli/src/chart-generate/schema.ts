import { helmSchema, strictSchema } from '@hawser/chart/schema';
import { chartOfValues } from '../dialect/chart.ts';
import { usageError } from '../error.ts';
import { print } from '../terminal/output.ts';

export interface ChartSchemaCommand {
  strict?: boolean;
}

/** Prints the schema of a service's values, Helm's own or the one for editors; or that of the chart that a values file is of. */
export async function runChartSchema(
  values: string | undefined,
  { strict = false }: ChartSchemaCommand,
): Promise<void> {
  if (values !== undefined) {
    const chart = await chartOfValues(process.cwd(), values);
    if (!chart)
      throw usageError(`there is no values file ${values}`, 'give a .yaml or .yml of TARS or OpenStack-Helm');
    return print(chart.files.get('values.schema.json')!);
  }
  const schema = strict ? strictSchema('backend') : helmSchema('backend');
  await print(`${JSON.stringify(schema, null, 2)}\n`);
}
