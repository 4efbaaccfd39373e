import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { stringify } from 'yaml';
import { checkChartMetadata } from './metadata.ts';

const folder = await mkdtemp(join(tmpdir(), 'hawser-metadata-'));
after(() => rm(folder, { recursive: true }));

const good = {
  apiVersion: 'v2',
  name: 'identity',
  version: '1.2.3-rc.1',
  appVersion: '1.2.3',
  description: 'Knows users',
  type: 'application',
  kubeVersion: '>=1.29.0-0 || 1.20.0',
  home: 'https://example.com',
  sources: ['https://example.com/source'],
  keywords: ['identity'],
  maintainers: [{ name: 'Hawser', email: 'team@example.com', url: 'https://example.com' }],
  dependencies: [
    {
      name: 'hawser-library',
      version: '~1.2.0',
      repository: 'file://../library',
      condition: 'library.enabled',
    },
  ],
  annotations: {
    'artifacthub.io/category': 'integration-delivery',
    'artifacthub.io/license': 'Apache-2.0',
    'artifacthub.io/prerelease': 'false',
    'artifacthub.io/changes':
      '- kind: added\n  description: A thing\n  links:\n    - name: Issue\n      url: https://example.com/1\n',
    'artifacthub.io/images':
      '- name: identity\n  image: registry.example.com:5000/hawser/identity:1.2.3\n  platforms: [linux/amd64]\n',
    'artifacthub.io/links': '- name: support\n  url: https://example.com/support\n',
    'artifacthub.io/maintainers': '- name: Hawser\n  email: team@example.com\n',
    'artifacthub.io/signKey': 'fingerprint: ABCD\nurl: https://example.com/key.asc\n',
    'example.com/other': 'anything',
  } as Record<string, string>,
};

/** The problems of a chart with this Chart.yaml, as lines `path: message`, the line numbers left out. */
async function found(chart: object): Promise<string[]> {
  await writeFile(join(folder, 'Chart.yaml'), stringify(chart, { lineWidth: 0 }));
  const problems = await checkChartMetadata(folder);
  return problems.map(({ path, message }) => `${path}: ${message.replace(/^line \d+: /, '')}`);
}

const annotated = (name: string, value: string) => ({
  ...good,
  annotations: { ...good.annotations, [`artifacthub.io/${name}`]: value },
});

test('a good chart has no problem', async () => assert.deepEqual(await found(good), []));

const charts: [name: string, chart: object, expected: RegExp[]][] = [
  [
    'an unknown key',
    { ...good, maintainer: [] },
    [/^maintainer: unknown key; did you mean "maintainers"\?$/],
  ],
  ['a missing key', { ...good, version: undefined }, [/^version: is missing$/]],
  ['a version that is none', { ...good, version: 'v1.2' }, [/^version: must be a version of SemVer 2/]],
  ['a name that is none', { ...good, name: 'Identity' }, [/^name: must be of a-z/]],
  ['a type that Helm lacks', { ...good, type: 'app' }, [/^type: .*application/]],
  ['a range that is none', { ...good, kubeVersion: 'new' }, [/^kubeVersion: must be a range/]],
  ['no maintainers', { ...good, maintainers: [] }, [/^maintainers: is missing: name at least one$/]],
  [
    'maintainers of a deprecated chart',
    { ...good, deprecated: true },
    [/^maintainers: a deprecated chart may have none$/],
  ],
  [
    'a maintainer without a name',
    { ...good, maintainers: [{ email: 'a@example.com' }] },
    [/^maintainers\[0\]\.name: is missing$/],
  ],
  [
    'a dependency without a version',
    { ...good, dependencies: [{ name: 'a' }] },
    [/^dependencies\[0\]\.version: is missing$/],
  ],
  [
    'an annotation that is no text',
    { ...good, annotations: { a: true } },
    [/^annotations\.a: must be a text: quote it$/],
  ],
  [
    'an unknown annotation',
    annotated('licence', 'MIT'),
    [/^annotations\["artifacthub\.io\/licence"\]: .*did you mean "license"/],
  ],
  [
    'a license that SPDX lacks',
    annotated('license', 'Apache 2.0'),
    [/"Apache 2\.0" is no SPDX identifier; did you mean "Apache-2\.0"/],
  ],
  [
    'a category that is none',
    annotated('category', 'platform'),
    [/artifacthub\.io\/category"\]: .*ai-machine-learning/],
  ],
  ['a boolean that is none', annotated('operator', 'yes'), [/must be "true" or "false"/]],
  [
    'a change of an unknown kind',
    annotated('changes', '- kind: new\n  description: x\n'),
    [/changes"\]\[0\]\.kind: must be added/],
  ],
  [
    'a change without a description',
    annotated('changes', '- kind: added\n'),
    [/changes"\]\[0\]\.description: is missing/],
  ],
  [
    'an image that is none',
    annotated('images', '- image: Bad Image\n'),
    [/images"\]\[0\]\.image: must be a reference of an image/],
  ],
  ['a link without a URL', annotated('links', '- name: x\n'), [/links"\]\[0\]\.url: is missing/]],
  [
    'a maintainer without mail',
    annotated('maintainers', '- name: x\n'),
    [/maintainers"\]\[0\]\.email: is missing/],
  ],
  ['a key without a URL', annotated('signKey', 'fingerprint: x\n'), [/signKey"\]\.url: is missing/]],
  ['YAML that is none', annotated('links', '- [\n'), [/links"\]: is not YAML/]],
  [
    'an alternative name of something else',
    annotated('alternativeName', 'other'),
    [/must be a part of the name "identity"/],
  ],
  ['an unknown capability', annotated('operatorCapabilities', 'None'), [/must be one of basic install/]],
];

for (const [name, chart, expected] of charts) {
  test(`finds ${name}, and nothing else`, async () => {
    const problems = await found(chart);
    assert.equal(problems.length, expected.length, problems.join('\n'));
    for (const [index, pattern] of expected.entries()) assert.match(problems[index]!, pattern);
  });
}

test('problems have the file and the line; values files are checked for their style', async () => {
  await writeFile(join(folder, 'Chart.yaml'), `${stringify(good)}extra: 1\n`);
  await writeFile(join(folder, 'values.yaml'), 'a: 1\nb:  2\n');
  await mkdir(join(folder, 'ci'));
  await writeFile(join(folder, 'ci', 'small-values.yaml'), 'a: 1 \n');
  const lines = stringify(good).split('\n').length;
  assert.deepEqual(await checkChartMetadata(folder), [
    { object: 'Chart.yaml', path: 'extra', message: `line ${lines}: unknown key` },
    { object: 'values.yaml', path: '', message: 'line 2: colons: more than one space after the colon' },
    {
      object: 'ci/small-values.yaml',
      path: '',
      message: 'line 1: trailing-spaces: the line ends with spaces',
    },
  ]);
});

test('a folder without a chart throws', async () => {
  await assert.rejects(checkChartMetadata(join(folder, 'ci')), /Chart\.yaml/);
});
