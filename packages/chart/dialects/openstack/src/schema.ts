import { z } from 'zod';
import type { OpenStackChart } from './charts.ts';

/** The types of a chart's values for Helm, which checks them at every install and upgrade: its `values.schema.json`. */
export function valuesSchema({ values }: OpenStackChart): string {
  const schema = z.toJSONSchema(values, {
    target: 'draft-7',
    io: 'input',
    reused: 'ref',
    override: ({ jsonSchema }) => {
      // What is said of keys to people, whom `hawser openstack check` tells it.
      delete jsonSchema['unread'];
      delete jsonSchema['names'];
    },
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
