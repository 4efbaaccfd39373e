import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create, getOption, ScalarType } from '@bufbuild/protobuf';
import { createValidator } from '@bufbuild/protovalidate';
import { field as fieldRules } from '@bufbuild/protovalidate/gen/buf/validate/validate_pb.js';
import { CreateCollectorRequestSchema } from './gen/spaceone/api/inventory/v1/collector_pb.js';
import { methods, requestMessages } from './testing/contracts.ts';

const validator = createValidator();

test('every text, list and enum of a request is bounded', () => {
  for (const field of [...requestMessages()].flatMap(message => message.fields)) {
    const rules = getOption(field, fieldRules);
    const list = rules.type.case === 'repeated' ? rules.type.value : undefined;
    const item = list ? list.items : rules;
    const name = `${field.parent.typeName}.${field.name}`;
    if (field.fieldKind === 'list') assert.ok(list?.maxItems, name);
    if (field.enum) assert.ok(item?.type.case === 'enum' && item.type.value.definedOnly, name);
    if (field.scalar === ScalarType.STRING) {
      assert.ok(item?.type.case === 'string' && item.type.value.maxLen >= 255n, name);
    }
  }
});

test('an empty request misses what is required and breaks no other rule', () => {
  let required = 0;
  for (const message of requestMessages()) {
    const { violations = [] } = validator.validate(message, create(message));
    for (const violation of violations) assert.equal(violation.ruleId, 'required', message.typeName);
    required += violations.length;
  }
  assert.ok(required > 200);
});

test('a list needs nothing, but where it is of one thing', () => {
  const needed = methods
    .filter(({ name }) => name.startsWith('list'))
    .map(method => {
      const { violations = [] } = validator.validate(method.input, create(method.input));
      const fields = violations.flatMap(({ field }) => field.map(part => ('name' in part ? part.name : '')));
      return `${method.parent.name}.${method.name} ${fields}`;
    });
  assert.deepEqual(needed.filter(line => !line.endsWith(' ')).sort(), [
    'ChangeHistory.list cloud_service_id',
    'CloudServiceStats.list query_set_id',
    'MetricData.list metric_id',
    'Supervisor.list domain_id',
    'Supervisor.list_plugins domain_id',
  ]);
});

test('a text too long, an unknown enum value, an hour of no day and a missing nested name are refused', () => {
  const valid = { name: 'a'.repeat(255), pluginInfo: { pluginId: 'plugin-1' }, resourceGroup: 1 };
  const broken = (change: object) => {
    const request = create(CreateCollectorRequestSchema, {
      ...valid,
      schedule: { hours: [0, 23] },
      ...change,
    });
    return validator.validate(CreateCollectorRequestSchema, request).violations?.map(({ ruleId }) => ruleId);
  };
  assert.equal(broken({}), undefined);
  assert.deepEqual(broken({ name: 'a'.repeat(256) }), ['string.max_len']);
  assert.deepEqual(broken({ resourceGroup: 9 }), ['enum.defined_only']);
  assert.deepEqual(broken({ schedule: { hours: [24] } }), ['int32.gte_lte']);
  assert.deepEqual(broken({ pluginInfo: {} }), ['required']);
});
