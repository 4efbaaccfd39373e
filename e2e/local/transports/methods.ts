import { type DescField, type DescMethod, getOption, hasOption } from '@bufbuild/protobuf';
import { type FieldRules, field as rules } from '@bufbuild/protovalidate/gen/buf/validate/validate_pb.js';
import { type MethodPolicy, policy, ResourceScope } from '@hawser/proto/hawser/v1/options_pb.js';
import definition from '../../../platform.ts';

/** Services in the order in which what they make is needed. One that isn't here comes last. */
const order = [
  'System Domain ExternalAuth Endpoint Role Workspace User UserProfile RoleBinding WorkspaceUser Token ProjectGroup Project',
  'Provider Schema TrustedAccount ServiceAccount App TrustedSecret Secret Repository Plugin',
  'Namespace Metric MetricData MetricExample Region CloudServiceType CloudService ChangeHistory Note',
  'CloudServiceQuerySet CloudServiceStats Collector CollectorRule Job JobTask',
]
  .join(' ')
  .split(' ');

const verbs = ['create', 'register', 'set', 'update', 'disable', 'enable', 'list'];

const rank = (all: readonly string[], name: string) => (all.includes(name) ? all.indexOf(name) : all.length);

/** Whether a method removes what others need. */
export const isRemoval = ({ name }: DescMethod): boolean => /^(delete|unset|deregister)$/.test(name);

const lastFirst = (a: DescMethod, b: DescMethod) => rank(order, b.parent.name) - rank(order, a.parent.name);

/** The methods of SpaceONE's contracts that the platform's services have, in the order in which they can be called; removals last. */
export const methods: readonly DescMethod[] = definition.services
  .flatMap(({ services }) => services.map(({ service }) => service))
  .filter(({ typeName }) => typeName.startsWith('spaceone.'))
  .sort((a, b) => rank(order, a.name) - rank(order, b.name))
  .flatMap(service => [...service.methods].sort((a, b) => rank(verbs, a.name) - rank(verbs, b.name)))
  .sort((a, b) => Number(isRemoval(a)) - Number(isRemoval(b)) || (isRemoval(a) ? lastFirst(a, b) : 0));

/** The short name of the server that has a service. */
export const serverOf = (typeName: string): string => typeName.split('.').at(-3)!;

/** A method's name in tables and titles; `repository.Plugin.get` where the service's name alone is two. */
export const nameOf = ({ name, parent }: DescMethod): string =>
  `${parent.name === 'Plugin' ? `${serverOf(parent.typeName)}.` : ''}${parent.name}.${name}`;

export const policyOf = (method: DescMethod): MethodPolicy => getOption(method, policy);

/** The rules of a field, undefined without any. */
export const rulesOf = (field: DescField): FieldRules | undefined =>
  hasOption(field, rules) ? getOption(field, rules) : undefined;

/** Who calls a method: the widest role that it is for. */
export function callerOf(method: DescMethod): 'admin' | 'owner' | 'user' | 'system' | 'none' {
  const { roles, scope, public: isPublic } = policyOf(method);
  if (isPublic) return 'none';
  if (roles.includes('WORKSPACE_OWNER')) return 'owner';
  if (roles.includes('DOMAIN_ADMIN')) return 'admin';
  if (roles.includes('USER') || scope === ResourceScope.USER) return 'user';
  if (scope === ResourceScope.SYSTEM) return 'system';
  return scope === ResourceScope.DOMAIN || scope === ResourceScope.UNSPECIFIED ? 'admin' : 'owner';
}
