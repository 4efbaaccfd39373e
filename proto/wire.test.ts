import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { create, createFileRegistry, fromBinary, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { files, methods, spaceone } from './testing/contracts.ts';
import { wireFacts } from './testing/wire-facts.ts';

test('names, numbers, types and methods are those of SpaceONE', () => {
  const golden = readFileSync(new URL('./testdata/wire.txt', import.meta.url), 'utf8');
  const expected = new Set(golden.trimEnd().split('\n'));
  const actual = wireFacts(spaceone);
  assert.ok(expected.size > 2500);
  assert.deepEqual(
    [...expected].filter(fact => !actual.has(fact)),
    [],
    'missing',
  );
  assert.deepEqual(
    [...actual].filter(fact => !expected.has(fact)),
    [],
    'added',
  );
});

test('a reflection client can load what servers send', () => {
  const set = create(FileDescriptorSetSchema, { file: files.map(file => file.proto) });
  const sent = fromBinary(FileDescriptorSetSchema, toBinary(FileDescriptorSetSchema, set));
  const registry = createFileRegistry(sent);
  for (const method of methods) {
    const read = registry.getService(method.parent.typeName)?.methods.find(each => each.name === method.name);
    assert.equal(read?.input.typeName, method.input.typeName);
    assert.equal(read?.output.typeName, method.output.typeName);
  }
  for (const file of files) {
    const read = fromBinary(FileDescriptorProtoSchema, toBinary(FileDescriptorProtoSchema, file.proto));
    assert.deepEqual(
      read.dependency,
      file.dependencies.map(dependency => `${dependency.name}.proto`),
    );
  }
});
