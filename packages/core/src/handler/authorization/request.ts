import { type DescField, type DescMessage, type Message, ScalarType } from '@bufbuild/protobuf';
import { errors } from '../../error/index.ts';
import type { Identity } from '../../transaction/index.ts';
import type { Mutate } from '../handler.ts';

/** The resource groups that a role may name in a request, as in SpaceONE. Other roles may name any. */
const groups: ReadonlyMap<string, readonly string[]> = new Map([
  ['SYSTEM_ADMIN', ['SYSTEM']],
  ['DOMAIN_ADMIN', ['DOMAIN', 'WORKSPACE', 'PROJECT']],
  ['WORKSPACE_OWNER', ['WORKSPACE', 'PROJECT']],
  ['WORKSPACE_MEMBER', ['PROJECT']],
]);

type Check = (identity: Identity, fields: Record<string, unknown>) => void;

/**
 * The check of what a request itself asks for, for messages that have `resource_group` or `project_id`; else undefined.
 * A role may name resource groups of its own level and below, and a caller who is bound to projects only those.
 */
export function compileRequestCheck(input: DescMessage): Mutate | undefined {
  const checks = [groupCheck(input), projectCheck(input)].filter(check => check !== undefined);
  if (checks.length === 0) return undefined;
  return ({ identity }, message) => {
    if (!identity || identity.owner === 'SYSTEM') return;
    for (const check of checks) check(identity, message as Message & Record<string, unknown>);
  };
}

function groupCheck(input: DescMessage): Check | undefined {
  const field = fieldOf(input, 'resource_group');
  if (field?.fieldKind !== 'enum') return undefined;
  return (identity, fields) => {
    const asked = fields[field.localName];
    const allowed = groups.get(identity.role);
    if (asked === 0 || allowed === undefined) return;
    if (!allowed.includes(field.enum.value[asked as number]?.name ?? '')) throw errors.permissionDenied();
  };
}

function projectCheck(input: DescMessage): Check | undefined {
  const field = fieldOf(input, 'project_id');
  if (field?.fieldKind !== 'scalar' || field.scalar !== ScalarType.STRING) return undefined;
  return (identity, fields) => {
    const asked = fields[field.localName] as string;
    if (asked === '' || asked === '*') return;
    const projects = boundProjects(identity);
    if (projects && !projects.includes(asked)) throw errors.permissionDenied();
  };
}

/** The projects that a caller is bound to: a member to those of the token, be they none; others when there are any. */
export function boundProjects(identity: Identity): readonly string[] | undefined {
  const { projects = [] } = identity;
  return identity.role === 'WORKSPACE_MEMBER' || projects.length > 0 ? projects : undefined;
}

const fieldOf = (message: DescMessage, name: string): DescField | undefined =>
  message.fields.find(field => field.name === name);
