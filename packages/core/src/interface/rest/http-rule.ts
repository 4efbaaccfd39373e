import { type DescField, type DescMessage, type DescMethod, getOption, hasOption } from '@bufbuild/protobuf';
import { http } from '@hawser/proto/google/api/annotations_pb.js';
import type { HttpRule } from '@hawser/proto/google/api/http_pb.js';
import { parseTemplate, type Template } from './template.ts';

/** One way to call a method over HTTP: its rule or one of the rule's `additional_bindings`. */
export interface Binding {
  /** `GET`, `POST`, …; `*` is any. */
  readonly verb: string;
  readonly template: Template;
  /** The whole request, one field of it, or nothing. */
  readonly body: '*' | DescField | undefined;
  /** The field that is answered instead of the whole response. */
  readonly responseBody: DescField | undefined;
}

/**
 * The bindings of a method, empty when its contract has no `google.api.http`.
 * @throws Error naming the method when the rule doesn't fit it.
 */
export function bindingsOf(method: DescMethod): readonly Binding[] {
  if (!hasOption(method, http)) return [];
  const rule = getOption(method, http);
  try {
    return [rule, ...rule.additionalBindings].map(one => binding(method, one));
  } catch (thrown) {
    throw new Error(
      `the HTTP rule of ${method.parent.typeName}.${method.name} is wrong: ${(thrown as Error).message}`,
      {
        cause: thrown,
      },
    );
  }
}

function binding(method: DescMethod, rule: HttpRule): Binding {
  const { pattern } = rule;
  if (pattern.case === undefined) throw new Error('it names no path');
  const [verb, path] =
    pattern.case === 'custom'
      ? [pattern.value.kind.toUpperCase(), pattern.value.path]
      : [pattern.case.toUpperCase(), pattern.value];
  const template = parseTemplate(path);
  for (const { field } of template.captures) checkCapture(method.input, field);
  const body = rule.body === '' || rule.body === '*' ? rule.body : fieldOf(method.input, rule.body);
  const responseBody = rule.responseBody === '' ? undefined : fieldOf(method.output, rule.responseBody);
  const streams = method.methodKind === 'client_streaming' || method.methodKind === 'bidi_streaming';
  if (streams && (body !== '*' || template.captures.length > 0))
    throw new Error('a method that takes a stream needs body "*" and no variables');
  return { verb, template, body: body === '' ? undefined : body, responseBody };
}

function fieldOf(message: DescMessage, name: string): DescField {
  const field = message.fields.find(candidate => candidate.name === name);
  if (!field) throw new Error(`${message.typeName} has no field "${name}"`);
  return field;
}

/** A variable binds a scalar, at the end of a path of singular messages. */
function checkCapture(message: DescMessage, path: string): void {
  const names = path.split('.');
  const last = names.pop()!;
  let at = message;
  for (const name of names) {
    const field = fieldOf(at, name);
    if (field.fieldKind !== 'message')
      throw new Error(`"${path}" goes through "${name}", which isn't a message`);
    at = field.message;
  }
  const { fieldKind } = fieldOf(at, last);
  if (fieldKind !== 'scalar' && fieldKind !== 'enum') throw new Error(`"${path}" is not a scalar`);
}
