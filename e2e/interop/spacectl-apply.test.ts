import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startPlatform } from './platform.ts';
import { Spacectl } from './spacectl.ts';

const { endpoints, tokens, workspaceId, domainId } = await startPlatform();
const owner = new Spacectl(endpoints, { token: tokens.workspace });

/** Tasks end with one that writes down what they gave, for the test to read. */
const writeDown = (...ids: string[]) => `
- name: Write down
  uses: "@modules/print"
  spec:
    output: json
    path: ${join(owner.home, 'outputs.json')}
    data: {${ids.map(id => `${id}: "\${{ tasks.${id} | to_data }}"`).join(', ')}}
`;
interface Task {
  output: Record<string, unknown>;
}
const outputs = <T extends Record<string, unknown>>() =>
  JSON.parse(readFileSync(join(owner.home, 'outputs.json'), 'utf8')) as T;

const resource = (type: string, rest: string) => `
  uses: "@modules/resource"
  spec:
    resource_type: ${type}
${rest}`;

owner.file('vars.yaml', 'var: {prefix: imported, kind: PRIVATE}\nenv: {OWNER: kim}\n');

const projects = `
import: [vars.yaml]
var:
  prefix: demo
  teams: [{name: red, size: 2}, {name: blue, size: 5}, {name: green, size: 7}]
tasks:
- name: Project of \${{ var.prefix }}
  id: project${resource(
    'identity.Project',
    `
    mode: NO_UPDATE
    matches: [name]
    data: {name: "\${{ var.prefix }}-\${{ var.number }}", project_type: "\${{ var.kind }}", tags: {owner: "\${{ env.OWNER }}"}}
`,
  )}
- id: again${resource(
  'identity.Project',
  `
    matches: [name]
    data: {name: "\${{ tasks.project.output.name }}", project_type: PUBLIC}
`,
)}
- name: Team \${{ item.name }}
  id: teams
  loop: \${{ var.teams | to_data }}${resource(
    'identity.Project',
    `
    mode: NO_UPDATE
    matches: [name]
    data: {name: "\${{ item.name }}", project_type: PUBLIC, tags: {size: "\${{ item.size | to_data }}"}}
`,
  )}
- id: found${resource('identity.Project', '\n    mode: READ_ONLY\n    matches: [name]\n    data: {name: red}\n')}
- id: nothing${resource('identity.Project', '\n    mode: READ_ONLY\n    matches: [name]\n    data: {name: nobody}\n')}
- name: Only when there are teams
  if: "\${{ tasks.teams | length }} > 2"
  var: {seen: "\${{ tasks.teams[2].output.name }}"}
  id: shell
  uses: "@modules/shell"
  spec: {run: "echo seen $OWNER \${{ var.seen }}"}
- name: Never
  if: "\${{ tasks.teams | length }} > 3"
  id: never
  uses: "@modules/shell"
  spec: {run: "exit 1"}
- name: Both
  sub_tasks:
  - id: page${resource(
    'identity.Project',
    `
    mode: EXEC
    verb: {exec: list}
    pagination: {size: 2}
    data: {project_type: PUBLIC, query: {sort: [{key: name}], only: [name, tags]}}
`,
  ).replaceAll('\n', '\n  ')}
  - id: stat${resource(
    'identity.Project',
    `
    mode: EXEC
    verb: {exec: stat}
    data: {query: {aggregate: [{group: {keys: [{key: project_type, name: type}], fields: [{name: n, operator: count}]}}, {sort: [{key: type}]}]}}
`,
  ).replaceAll('\n', '\n  ')}
${writeDown('project', 'again', 'teams', 'found', 'nothing', 'shell', 'page', 'stat')}`;

test('apply: modes, variables, environment, conditions, loops, sub tasks and pages', async () => {
  const file = owner.file('projects.yaml', projects);
  const apply = () =>
    owner.run('apply', file, '-v', 'number=1', '-v', 'prefix=overridden', '-e', 'OWNER=lee');
  const { code, stdout, stderr } = await apply();
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /FINISHED \[ ok=11, skipped=1 \]/);
  assert.match(stdout, /Pagination \(identity\.Project\.list\): total_count=3, page_size=2, page_count=2/);
  type Outputs = Record<'project' | 'again' | 'found' | 'nothing' | 'shell' | 'page' | 'stat', Task> & {
    teams: Task[];
  };
  const first = outputs<Outputs>();
  assert.equal(first.project.output.name, 'demo-1');
  assert.deepEqual(
    [first.project.output.project_type, first.project.output.workspace_id, first.project.output.tags],
    ['PRIVATE', workspaceId, { owner: 'kim' }],
  );
  assert.equal(first.again.output.project_id, first.project.output.project_id);
  assert.equal(first.again.output.project_type, 'PRIVATE');
  assert.deepEqual(
    first.teams.map(({ output }) => output.tags),
    [{ size: 2 }, { size: 5 }, { size: 7 }],
  );
  assert.equal(first.found.output.project_id, first.teams[0]!.output.project_id);
  assert.deepEqual(first.nothing.output, {});
  assert.match(String(first.shell.output.result), /seen .*green/);
  assert.deepEqual(
    (first.page.output as unknown as { name: string }[]).map(({ name }) => name),
    ['blue', 'green', 'red'],
  );
  assert.deepEqual(first.stat.output, [
    { type: 'PRIVATE', n: 1 },
    { type: 'PUBLIC', n: 3 },
  ]);

  // A second time, everything is found.
  assert.equal((await apply()).code, 0);
  const second = outputs<Outputs>();
  assert.deepEqual(
    second.teams.map(({ output }) => output.project_id),
    first.teams.map(({ output }) => output.project_id),
  );
});

test('apply: a plugin, a provider and what a workspace needs, by the system token', async () => {
  const system = new Spacectl(endpoints, { token: tokens.system, x_domain_id: domainId });
  const file = system.file(
    'system.yaml',
    `
tasks:
- id: plugin${resource(
      'repository.Plugin',
      `
    mode: NO_UPDATE
    verb: {create: register}
    matches: [plugin_id]
    data:
      plugin_id: plugin-x
      name: X
      image: acme/x
      resource_type: inventory.Collector
      provider: acme
      registry_config: {endpoint: "grpc://127.0.0.1:1"}
`,
    )}
- id: provider${resource(
      'identity.Provider',
      `
    matches: [provider]
    data: {provider: acme, name: Acme, order: 3, tags: {a: b}}
`,
    )}
- id: disabled${resource(
      'repository.Plugin',
      `
    mode: EXEC
    verb: {exec: disable}
    data: {plugin_id: "\${{ tasks.plugin.output.plugin_id }}"}
`,
    )}
${writeDown('plugin', 'provider', 'disabled')}`,
  );
  const { code, stdout, stderr } = await system.run('apply', file);
  assert.equal(code, 0, stdout + stderr);
  const { plugin, provider, disabled } = outputs<Record<'plugin' | 'provider' | 'disabled', Task>>();
  assert.deepEqual([plugin.output.plugin_id, plugin.output.state], ['plugin-x', 'ENABLED']);
  assert.deepEqual([provider.output.name, provider.output.domain_id], ['Acme', domainId]);
  assert.equal(disabled.output.state, 'DISABLED');
});

test('apply ends with 1 at the first failure, and does not go on', async () => {
  const file = owner.file(
    'failing.yaml',
    `
tasks:
- name: Fails
  id: fails${resource('identity.Project', '\n    mode: EXEC\n    verb: {exec: create}\n    data: {name: x}\n')}
- name: Not reached
  uses: "@modules/shell"
  spec: {run: "echo reached"}
  debug: true
`,
  );
  const { code, stdout, stderr } = await owner.run('apply', file);
  assert.equal(code, 1);
  assert.match(stderr, /\(ERROR\) =>\nRequired parameter\. \(key = project_type\)/);
  assert.doesNotMatch(stdout, /Not reached/);
});
