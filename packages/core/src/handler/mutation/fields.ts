import { type DescMessage, fromJson, type JsonValue, type Message, ScalarType } from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import { errors } from '../../error/index.ts';
import type { Identity, Scope } from '../../transaction/index.ts';

type Fields = Message & Record<string, unknown>;

/** The request's fields that the scope sets, by their names in the contract. */
const tenancy = { domain_id: 'domainId', workspace_id: 'workspaceId', user_id: 'userId' } as const;

/**
 * Compiles what writes a scope over the tenancy fields that a request has. Undefined when it has none.
 * A level that the scope doesn't narrow keeps what the request says.
 */
export function compileTenancy(input: DescMessage): ((scope: Scope, message: Message) => void) | undefined {
  const present = Object.entries(tenancy)
    .filter(([name]) => isText(input, name))
    .map(([name, level]) => [input.fields.find(field => field.name === name)!.localName, level] as const);
  if (present.length === 0) return undefined;
  return (scope, message) => {
    for (const [field, level] of present) {
      const id = scope[level];
      if (id !== undefined) (message as Fields)[field] = id;
    }
  };
}

/** Compiles what reads the domain that a request names itself. Undefined when the message has no such field. */
export function compileOwnDomain(input: DescMessage): ((message: Message) => string | undefined) | undefined {
  if (!isText(input, 'domain_id')) return undefined;
  const { localName } = input.fields.find(field => field.name === 'domain_id')!;
  return message => ((message as Fields)[localName] as string) || undefined;
}

/**
 * Sets the token's injected parameters over those of the request, where it has fields of their names. The scope's
 * fields aren't theirs to set.
 * @throws HawserError AUTHENTICATE_FAILURE when one doesn't fit its field, since leaving it out could widen the call.
 */
export function inject(
  input: DescMessage,
  message: Message,
  injected: NonNullable<Identity['injected']>,
): void {
  for (const field of input.fields) {
    if (Object.hasOwn(tenancy, field.name) || !Object.hasOwn(injected, field.name)) continue;
    try {
      const given = fromJson(input, { [field.name]: injected[field.name] as JsonValue });
      reflect(input, message).set(field, reflect(input, given).get(field));
    } catch {
      throw errors.unauthenticated(`the token's injected parameter ${field.name} doesn't fit`);
    }
  }
}

function isText(input: DescMessage, name: string): boolean {
  const field = input.fields.find(candidate => candidate.name === name);
  return field?.fieldKind === 'scalar' && field.scalar === ScalarType.STRING && field.oneof === undefined;
}
