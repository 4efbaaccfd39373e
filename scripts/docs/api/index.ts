import type { DescMessage, DescService } from '@bufbuild/protobuf';
import platform from '../../../platform.ts';
import { docOf, loadContracts, messagesOf } from '../contracts.ts';
import { code, generatedBy, table } from '../table.ts';
import { messageSection, pageOf, servicePage } from './service.ts';

/** One proto service of the platform's contracts. */
export interface ApiService {
  /** The short name of the service that has it: `inventory`. */
  group: string;
  service: DescService;
  /** Whether a service of the platform serves it. */
  served: boolean;
  /** The rpcs that answer NOT_IMPLEMENTED, whatever is asked. */
  missing: ReadonlySet<string>;
}

/** The packages whose services are the platform's API, by the service that has them. */
const groups: readonly (readonly [group: string, pkg: string])[] = [
  ['identity', 'spaceone.api.identity.v2'],
  ['inventory', 'spaceone.api.inventory.v1'],
  ['inventory', 'hawser.inventory.v1'],
  ['secret', 'spaceone.api.secret.v1'],
  ['repository', 'spaceone.api.repository.v1'],
  ['plugin', 'spaceone.api.plugin.v1'],
  ['plugins', 'spaceone.api.inventory.plugin'],
  ['plugins', 'spaceone.api.identity.plugin'],
];

/** A method that does nothing but say that it isn't implemented. */
const refusing = /^[^{]*\{\s*throw errors\.notImplemented\(/;

/** Every proto service of the API, compared with the manifests of the platform. */
export async function apiServices(): Promise<ApiService[]> {
  const classes = new Map(
    platform.services.flatMap(({ services }) => services.map(type => [type.service.typeName, type] as const)),
  );
  const files = await loadContracts();
  return groups.flatMap(([group, pkg]) =>
    files
      .filter(file => file.proto.package === pkg)
      .flatMap(file => file.services)
      .map(service => {
        const methods = classes.get(service.typeName)?.prototype as Record<string, unknown> | undefined;
        const works = ({ localName }: { localName: string }) =>
          typeof methods?.[localName] === 'function' && !refusing.test(String(methods[localName]));
        const missing = service.methods.filter(method => !works(method)).map(({ name }) => name);
        return { group, service, served: methods !== undefined, missing: new Set(missing) };
      }),
  );
}

/** All pages of the API by their path in the documentation. */
export async function apiPages(): Promise<Map<string, string>> {
  const services = await apiServices();
  const shared = sharedMessages(services);
  // Plugins are served by whoever writes one: the contract is all that there is to say.
  const shown = services.map(one =>
    one.group === 'plugins' ? { ...one, served: true, missing: new Set<string>() } : one,
  );
  return new Map([
    ['reference/api/README.md', indexPage(shown)],
    ['reference/api/not-implemented.md', notImplementedPage(shown)],
    ['reference/api/messages.md', messagesPage(shared)],
    ...shown.map(
      one => [`reference/api/${pageOf(one.group, one.service)}`, servicePage(one, shared)] as const,
    ),
  ]);
}

/** The messages that are declared in another file than the service which uses them. */
function sharedMessages(services: readonly ApiService[]): Set<DescMessage> {
  return new Set(
    services.flatMap(({ service }) => messagesOf(service).filter(message => message.file !== service.file)),
  );
}

function indexPage(services: readonly ApiService[]): string {
  const rows = services.map(({ group, service, served, missing }) => [
    group,
    `[${service.name}](${pageOf(group, service)})`,
    !served
      ? 'not served'
      : missing.size > 0
        ? `${service.methods.length - missing.size} of ${service.methods.length}`
        : String(service.methods.length),
    docOf(service.typeName),
  ]);
  return `${generatedBy('the contracts in proto/ and the manifests of services/')}
# API

The contracts of the platform. Identity, inventory, secret, repository and plugin are SpaceONE's, with its packages, methods,
fields and numbers; \`plugins\` is what plugins implement. Every method is served over [gRPC](../grpc.md), with reflection,
and, where it has a path, over [REST](../rest.md).

Requests carry a token in the header (gRPC metadata) \`token\`, or as \`authorization: Bearer …\`. What the token narrows a
call to is the method's scope, see [Contract options](../contract-options.md#resourcescope). In JSON, fields have the contract's names,
enums are names, and fields with their default are left out of answers.

${table(['Service', 'Contract', 'Methods that work', 'Is about'], rows)}

See also: [what answers \`NOT_IMPLEMENTED\`](not-implemented.md), [shared messages](messages.md).
`;
}

function notImplementedPage(services: readonly ApiService[]): string {
  const own = services.filter(({ group }) => group !== 'plugins');
  const absent = own.filter(({ served }) => !served);
  const partly = own.filter(({ served, missing }) => served && missing.size > 0);
  const name = ({ group, service }: ApiService) => `[${group}.${service.name}](${pageOf(group, service)})`;
  const list = (rows: string[], none: string) => (rows.length > 0 ? rows.join('\n') : none);
  return `${generatedBy('the contracts in proto/ and the manifests of services/')}
# What isn't implemented

Computed by comparing the contracts with the classes that the platform's services name in their manifests.

## Methods that answer NOT_IMPLEMENTED

${list(
  partly.map(one => `- ${name(one)}: ${[...one.missing].map(code).join(', ')}`),
  'None.',
)}

## Contracts that no service serves

Their methods are unknown to the servers: UNIMPLEMENTED over gRPC, 404 over REST.

${list(
  absent.map(one => `- ${name(one)}: ${one.service.methods.map(method => code(method.name)).join(', ')}`),
  'None.',
)}

Some methods that work refuse a part of what they could be asked. The identity service's own list is in
[its README](../../../services/identity/README.md#what-answers-error_not_implemented).
`;
}

function messagesPage(messages: ReadonlySet<DescMessage>): string {
  const byFile = Map.groupBy(messages, ({ file }) => file.proto.name);
  const sections = [...byFile]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, found]) => {
      const parts = found.map(message => messageSection(message, new Set(), 3));
      return `## ${file}\n\n${parts.join('\n\n')}`;
    });
  return `${generatedBy('the contracts in proto/')}
# Shared messages

Messages that several services use.

${sections.join('\n\n')}
`;
}
