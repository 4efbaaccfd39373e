import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { checkManifests } from './check.ts';
import { exampleExternal, exampleRelease } from './testing.ts';

/** The text of a release as Helm writes it. */
const rendered = (objects: object) =>
  Object.entries(objects)
    .map(([name, object]) => `---\n# Source: example/templates/${name}.yaml\n${stringify(object)}`)
    .join('');

test('a release that is right has no problem', async () => {
  assert.deepEqual(await checkManifests(rendered(exampleRelease()), { external: exampleExternal }), []);
});

test('a problem of each kind has its template and its line', async () => {
  const release = exampleRelease();
  const [container] = release.deployment.spec.template.spec.containers;
  Object.assign(container!, { imagePulPolicy: 'Always', securityContext: { privileged: true } });
  Object.assign(release.service.spec, { selector: { app: 'other' } });
  const text = `${rendered(release)}---\na: 1\na: 2\n`;
  const problems = await checkManifests(text, { external: exampleExternal });
  const lines = text.split('\n');
  const templates = new Map(
    problems.map(({ path, source, line }) => [path, [source, line && lines[line - 1]!.trim()]]),
  );
  const deployment = 'example/templates/deployment.yaml';
  const at = 'spec.template.spec.containers[0]';
  assert.deepEqual(templates.get(''), [undefined, undefined]);
  assert.deepEqual(templates.get(`${at}.imagePulPolicy`), [deployment, 'imagePulPolicy: Always']);
  assert.deepEqual(templates.get(`${at}.securityContext.privileged`), [deployment, 'privileged: true']);
  assert.deepEqual(templates.get(`${at}.securityContext.capabilities.drop`), [
    deployment,
    'privileged: true',
  ]);
  assert.deepEqual(templates.get('spec.selector'), ['example/templates/service.yaml', 'app: other']);
});

test('the restricted profile can be left out', async () => {
  const release = exampleRelease();
  Object.assign(release.deployment.spec.template.spec, { hostPID: true });
  const options = { external: exampleExternal };
  const text = rendered(release);
  assert.deepEqual(
    (await checkManifests(text, options)).map(({ path }) => path),
    ['spec.template.spec.hostPID'],
  );
  assert.deepEqual(await checkManifests(text, { ...options, restricted: false }), []);
});
