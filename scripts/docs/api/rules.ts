import { type DescField, getOption, hasOption, type JsonValue, toJson } from '@bufbuild/protobuf';
import {
  FieldRulesSchema,
  field as fieldOption,
} from '@bufbuild/protovalidate/gen/buf/validate/validate_pb.js';

/** A field's protovalidate rules in words: `required`, `max_len 255`. */
export function rulesOf(field: DescField): string[] {
  if (!hasOption(field, fieldOption)) return [];
  const rules = toJson(FieldRulesSchema, getOption(field, fieldOption), { useProtoFieldName: true });
  return words(rules, []);
}

/** Levels that say nothing: the kind of the value is shown beside. */
const kinds = /^(string|u?int(32|64)|double|float|bytes|enum|repeated|map|bool)$/;

function words(rule: JsonValue, path: readonly string[]): string[] {
  if (typeof rule === 'object' && rule !== null && !Array.isArray(rule)) {
    return Object.entries(rule).flatMap(([key, value]) =>
      words(
        value,
        kinds.test(key) ? path : [...path, key.replace(/^items$/, 'each').replace(/^keys$/, 'keys:')],
      ),
    );
  }
  const name = path.join(' ');
  if (rule === true) return [name];
  return [`${name} ${Array.isArray(rule) ? rule.join(', ') : String(rule)}`];
}
