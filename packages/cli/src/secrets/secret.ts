import type { KubernetesObject, Resource } from '../kubernetes/api.ts';

export const secrets: Resource = { group: '', version: 'v1', plural: 'secrets' };

/** The values of a Secret, by key. */
export type Values = Readonly<Record<string, string>>;

/** A Secret as the API has it: values in base64. */
export interface Secret extends KubernetesObject {
  data?: Record<string, string>;
}

/** A Secret that no release owns, so that it stays when the chart goes: data is encrypted with what it holds. */
export const newSecret = (name: string, values: Values): Secret & { apiVersion: string; kind: string } => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, labels: { 'app.kubernetes.io/managed-by': 'hawser' } },
  data: encoded(values),
});

export const decoded = (data: Values): Values =>
  mapped(data, value => Buffer.from(value, 'base64').toString());

export const encoded = (values: Values): Record<string, string> =>
  mapped(values, value => Buffer.from(value).toString('base64'));

const mapped = (values: Values, change: (value: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
