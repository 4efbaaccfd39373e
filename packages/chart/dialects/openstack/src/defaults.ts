import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { yamlOptions } from '../../../src/validate/yaml.ts';
import type { OpenStackChart } from './charts.ts';

/** Values as deep as they are. */
export interface Values {
  [key: string]: unknown;
}

/** A chart's own values. */
export const defaultValues = ({ folder }: OpenStackChart): Values =>
  parse(readFileSync(join(folder, 'values.yaml'), 'utf8'), yamlOptions) as Values;

/** Values over a chart's own, as Helm puts them: maps are merged, null takes a default away. */
export const mergedValues = (chart: OpenStackChart, values: Values): Values =>
  merge(defaultValues(chart), values);

function merge(under: Values, over: Values): Values {
  const merged: Values = { ...under };
  for (const [key, value] of Object.entries(over)) {
    if (value === null && key in under) delete merged[key];
    else merged[key] = isMap(value) && isMap(under[key]) ? merge(under[key], value) : value;
  }
  return merged;
}

export const isMap = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a path of values; undefined where there is nothing. */
export const get = (values: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((item, step) => (isMap(item) ? item[step] : undefined), values);
