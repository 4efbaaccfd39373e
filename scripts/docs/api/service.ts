import type { DescField, DescMessage, DescMethod, DescService } from '@bufbuild/protobuf';
import { Convention, ResourceScope } from '@hawser/proto/hawser/v1/options_pb.js';
import { bindingsOf } from '../../../packages/core/src/interface/rest/http-rule.ts';
import { describeMethod } from '../../../packages/core/src/pipeline/index.ts';
import { docOf, kebab, messagesOf } from '../contracts.ts';
import { code, generatedBy, table } from '../table.ts';
import type { ApiService } from './index.ts';
import { rulesOf } from './rules.ts';

/** Seconds that a method may take unless its contract says otherwise. */
const usualDeadline = 180;

/** The page of one proto service: its methods, and the messages that they take and answer. */
export function servicePage(
  { service, missing, served }: ApiService,
  shared: ReadonlySet<DescMessage>,
): string {
  const messages = messagesOf(service).filter(message => !shared.has(message));
  const convention =
    describeMethod(service.methods[0]!).convention === Convention.SPACEONE ? 'SpaceONE’s' : 'the modern one';
  const notServed = served ? '' : '\n**Not served**: no service implements it yet.\n';
  const methods = service.methods.map(method => methodSection(method, missing.has(method.name), shared));
  return `${generatedBy(service.file.proto.name)}
# ${service.name}

${docOf(service.typeName)}

${code(service.typeName)}. The convention for errors is [${convention}](../../errors.md#how-they-leave).
${notServed}
## Methods

${methods.join('\n\n')}

## Messages

${messages.map(message => messageSection(message, shared, 3)).join('\n\n')}
`;
}

function methodSection(method: DescMethod, missing: boolean, shared: ReadonlySet<DescMessage>): string {
  const info = describeMethod(method);
  const facts: [string, string][] = bindingsOf(method).map(({ verb, template }) => [
    'REST',
    code(`${verb} ${template.text}`),
  ]);
  const streams = { client_streaming: 'requests', server_streaming: 'answers', bidi_streaming: 'both ways' };
  const kind = method.methodKind === 'unary' ? undefined : streams[method.methodKind];
  if (kind) facts.push(['Streams', kind]);
  facts.push(['Request', messageLink(method.input, shared)], ['Answer', messageLink(method.output, shared)]);
  if (info.public) facts.push(['Who', 'everyone, without a token']);
  else {
    if (info.permission) facts.push(['Permission', code(info.permission)]);
    const roles = info.roles.map(code).join(', ');
    const bySystem = info.scope === ResourceScope.SYSTEM && roles === '';
    facts.push(['Roles', bySystem ? 'system tokens alone' : roles || 'any']);
    facts.push(['Scope', code(ResourceScope[info.scope]!)]);
  }
  const seconds = info.deadlineMs / 1000;
  if (seconds !== usualDeadline) facts.push(['Deadline', `${seconds} s`]);
  if (info.idempotent) facts.push(['May be repeated', 'yes']);
  const state = missing ? '\n\n**Answers `NOT_IMPLEMENTED`.**' : '';
  const rows = facts.map(([name, value]) => `- ${name}: ${value}`).join('\n');
  return `### ${method.name}\n\n${docOf(`${method.parent.typeName}.${method.name}`)}${state}\n\n${rows}`;
}

/** A message as a section of a page. */
export function messageSection(
  message: DescMessage,
  shared: ReadonlySet<DescMessage>,
  level: number,
): string {
  const heading = `${'#'.repeat(level)} ${nameOf(message)}`;
  const doc = docOf(message.typeName);
  if (message.fields.length === 0) return [heading, doc, 'No fields.'].filter(Boolean).join('\n\n');
  const rows = message.fields.map(field => [
    code(field.name),
    typeOf(field, shared),
    rulesOf(field).join('; '),
    meaningOf(field),
  ]);
  return [heading, doc, table(['Field', 'Type', 'Rules', 'Meaning'], rows)].filter(Boolean).join('\n\n');
}

function meaningOf(field: DescField): string {
  const doc = docOf(`${field.parent.typeName}.${field.name}`);
  const values = field.enum ? `One of ${field.enum.values.map(({ name }) => code(name)).join(', ')}.` : '';
  const oneof = field.oneof ? `One of the oneof ${code(field.oneof.name)}.` : '';
  return [doc, values, oneof].filter(Boolean).join(' ');
}

function typeOf(field: DescField, shared: ReadonlySet<DescMessage>): string {
  const { proto } = field;
  if (field.fieldKind === 'map') {
    const value = field.message ? messageLink(field.message, shared) : scalarName(proto);
    return `map to ${value}`;
  }
  const single = field.message
    ? messageLink(field.message, shared)
    : field.enum
      ? field.enum.name
      : scalarName(proto);
  return field.fieldKind === 'list' ? `list of ${single}` : single;
}

const scalars: Readonly<Record<number, string>> = {
  1: 'double',
  2: 'float',
  3: 'int64',
  4: 'uint64',
  5: 'int32',
  8: 'bool',
  9: 'string',
  12: 'bytes',
  13: 'uint32',
};

const scalarName = ({ type }: { type: number }) => scalars[type] ?? String(type);

/** `Info.Nested` of a nested message. */
export const nameOf = (message: DescMessage): string =>
  message.parent ? `${nameOf(message.parent)}.${message.name}` : message.name;

function messageLink(message: DescMessage, shared: ReadonlySet<DescMessage>): string {
  if (message.typeName.startsWith('google.')) return message.typeName.replace('google.protobuf.', '');
  const anchor = nameOf(message).toLowerCase().replaceAll('.', '');
  return `[${nameOf(message)}](${shared.has(message) ? '../messages.md' : ''}#${anchor})`;
}

/** The path of a service's page below the API's folder. */
export const pageOf = (group: string, service: DescService): string => `${group}/${kebab(service.name)}.md`;
