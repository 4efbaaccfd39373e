import type { DescMessage, Message } from '@bufbuild/protobuf';
import { createValidator, type Violation } from '@bufbuild/protovalidate';
import { HawserError } from '../error/index.ts';

const validator = createValidator();

/**
 * A function that throws when a message breaks its contract's protovalidate rules: REQUIRED_PARAMETER when the first
 * broken rule is `required`, else INVALID_PARAMETER; all broken rules are in `violations`.
 * A message type without rules costs a call and nothing else.
 */
export function compileValidate(schema: DescMessage): (message: Message) => void {
  return message => {
    const result = validator.validate(schema, message);
    if (result.kind === 'valid') return;
    if (result.kind === 'error') throw result.error;
    throw invalid(result.violations);
  };
}

function invalid(found: readonly Violation[]): HawserError {
  const violations = found.map(violation => ({ field: fieldPath(violation), reason: violation.message }));
  const first = violations[0]!;
  const options = { violations };
  if (found[0]!.ruleId === 'required')
    return new HawserError('REQUIRED_PARAMETER', { key: first.field }, options);
  return new HawserError('INVALID_PARAMETER', { key: first.field, reason: first.reason }, options);
}

/** The path with the contract's field names: `query.filter[0].k`. */
function fieldPath(violation: Violation): string {
  let path = '';
  for (const step of violation.field) {
    if (step.kind === 'field' || step.kind === 'oneof') path += path === '' ? step.name : `.${step.name}`;
    else if (step.kind === 'list_sub') path += `[${step.index}]`;
    else if (step.kind === 'map_sub') path += `[${JSON.stringify(step.key)}]`;
  }
  return path;
}
