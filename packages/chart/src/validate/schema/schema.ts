import { nearest } from '@hawser/core/config';
import { describeObject, type KubernetesObject, type Problem } from '../problem.ts';
import { covers, findUnknown, learn, Shape } from './fields.ts';
import { explain } from './messages.ts';
import { type Check, checkOf } from './models.ts';
import { type KubernetesVersion, newerThan } from './newer.ts';
import { beyondPublished } from './published.ts';

export interface ValidateOptions {
  /** The oldest Kubernetes that the objects must be right for. Default: `1.34`. */
  kubernetes?: KubernetesVersion;
}

/** Kinds with fields named `description`: these schemas lost them together with their own descriptions. */
const DESCRIBED = new Set(['CustomResourceDefinition', 'GatewayClass', 'PriorityClass']);

const shapes = new Map<Check, Shape>();

/**
 * Checks objects against their kinds' published schemas, as the API server does with `fieldValidation=Strict`: types, required
 * fields, enumerations, formats, and no field that the schema doesn't know. Kinds of Kubernetes, of the Gateway API, KEDA,
 * the Prometheus Operator and External Secrets are known; another kind is a problem. Rules that aren't in the schemas (CEL,
 * the server's own checks) need a server-side dry run. Schemas are loaded once; an object then takes some tens of microseconds.
 */
export async function validateObjects(
  objects: readonly KubernetesObject[],
  { kubernetes = '1.34' }: ValidateOptions = {},
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const object of objects) {
    const check = await checkOf(object.apiVersion, object.kind);
    const name = describeObject(object);
    if (check === undefined) {
      const message = `no schema is known for ${object.kind} of ${object.apiVersion}`;
      problems.push({ object: name, path: 'apiVersion', message });
      continue;
    }
    for (const found of [
      ...explain(check(object), object),
      ...unknownFields(object, check),
      ...beyondPublished(object),
    ]) {
      problems.push({ object: name, ...found });
    }
    problems.push(...newerThan(kubernetes, object));
  }
  return problems;
}

function unknownFields(object: KubernetesObject, check: Check) {
  let shape = shapes.get(check);
  if (shape === undefined) {
    shape = new Shape();
    shapes.set(check, shape);
  }
  if (!covers(shape, object)) learn(check, object, shape);
  const found: { path: string; message: string }[] = [];
  findUnknown(shape, object, (path, key, known) => {
    if (key === 'description' && DESCRIBED.has(object.kind)) return;
    const hint = nearest(key, known);
    found.push({ path, message: `unknown field${hint === undefined ? '' : `; did you mean "${hint}"?`}` });
  });
  return found;
}
