import { errors } from '../../../error/index.ts';
import { type Scope, Transaction } from '../../../transaction/index.ts';
import type { Condition, Scope as QueryScope } from '../query/index.ts';
import type { Resource, TenancyColumn } from './resource.ts';
import type { Conditions } from './where.ts';

/** The values that a row must have in the tenancy columns, as far as the call is narrowed to them. */
export type Bounds = readonly (readonly [column: TenancyColumn, values: readonly string[]])[];

/**
 * What the running call may touch of a resource. This is the one place where tenancy is enforced: every statement of
 * every store takes its bounds from here.
 *
 * @param within narrows or, below the domain, widens the transaction's scope; another domain is refused
 * @throws PERMISSION_DENIED when the domain isn't known, or isn't the caller's
 */
export function boundsOf(resource: Resource, within: Scope | undefined): Bounds {
  if (resource.tenancy.length === 0) return [];
  const transaction = Transaction.current();
  const ambient = transaction?.scope;
  const identity = transaction?.identity;
  const system = identity !== undefined && (identity.owner === 'SYSTEM' || identity.role === 'SYSTEM_ADMIN');
  if (within && identity && !system && within.domainId !== identity.domainId) throw errors.permissionDenied();
  const scope = within ?? ambient ?? {};
  const bounds: [TenancyColumn, readonly string[]][] = [];
  for (const column of resource.tenancy) {
    const values = valuesOf(scope, column);
    if (values) bounds.push([column, values]);
    else if (column === 'domain_id' && !system) throw errors.permissionDenied();
  }
  return bounds;
}

function valuesOf(scope: Scope, column: TenancyColumn): readonly string[] | undefined {
  switch (column) {
    case 'domain_id':
      return list(scope.domainId);
    case 'workspace_id':
      return list(scope.workspaceId);
    case 'project_id':
      return scope.projects;
    case 'user_id':
      return list(scope.userId);
  }
}

const list = (value: string | undefined): string[] | undefined => (value === undefined ? undefined : [value]);

/** The bounds as a query's scope. */
export const asQueryScope = (bounds: Bounds): QueryScope => Object.fromEntries(bounds);

/** The conditions without those on columns with shared rows that the bounds say already, and say to let such rows in. */
export const withoutRepeated = (
  bounds: Bounds,
  { model }: Resource,
  all: readonly Condition[],
): Condition[] =>
  all.filter(({ key, value, operator }) => {
    if (operator !== 'eq' || !model.shared.has(key)) return true;
    return !bounds.some(([column, values]) => column === key && values.includes(value as string));
  });

/** Adds the bounds to a statement. Reading lets rows in that belong to all. */
export function bind(resource: Resource, bounds: Bounds, to: Conditions, use: 'read' | 'write'): void {
  for (const [column, values] of bounds) {
    const all = use === 'read' && resource.model.shared.has(column) ? [...values, '*'] : values;
    to.among(column, all);
  }
}

/**
 * Makes a row that is to be written belong to the caller: sets what isn't given.
 *
 * @param creating whether columns that aren't given have to be set
 * @throws PERMISSION_DENIED when the row would belong to another
 */
export function claim(
  resource: Resource,
  bounds: Bounds,
  row: Map<string, unknown>,
  creating: boolean,
): void {
  for (const [column, values] of bounds) {
    if (creating && column === resource.id.name && resource.prefix) continue;
    const given = row.get(column);
    if (given === undefined && !creating) continue;
    if (given === undefined && values.length === 1 && column !== 'project_id') row.set(column, values[0]);
    else if (!values.includes(given as string)) throw errors.permissionDenied();
  }
}
