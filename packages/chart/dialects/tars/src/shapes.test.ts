import assert from 'node:assert/strict';
import { it } from 'node:test';
import { findHelm } from '../../../src/helm/index.ts';
import { readTarsValues } from './read.ts';
import { renderTogether } from './testing.ts';

/** What servers in public repositories have in their values files, each in the fewest words. */
const shapes: Readonly<Record<string, string>> = {
  'a market description, in block texts and without': `
cloud:
  group: play
  description: >-
    Two lines,
    folded.
  description_cn:
    一行
  protocols: []
app: Play
server: RoomServer
servants: [{name: RoomObj, port: 1, isTars: true, isTcp: true}]
repo: {id: , image: play/room, secret: market-secret}
`,
  'blanks after names, an image with its tag, keys that say nothing': `
app: Play 
server: RoomServer
profile: ''
servants:
  - name: RoomObj
    port: 1
envVars:
hostPorts: []
repo:
  id: null
  image: registry.example.com/play/room:latest
mounts:
  - name: room-data
    mountPath: /room-data
    source:
      tLocalVolume: {}
`,
  'a file in quotes with tabs, one of lines that are not of one indent, one that ends with the text': `
app: Play
server: RoomServer
servants: [{name: RoomObj, port: 1, isTars: false, isTcp: true}]
repo: {image: play/room}
config:
  - name: quoted.conf
    content: "<root>\\n  \\tkey = 1\\n</root>\\n"
  - name: tabs.conf
    content: |
      <root>
        \t# 注释
            key=a|b\t
      </root>

  - name: last.json
    content: |
      {"last": true}`,
  'a strategy by its name, as the defaults of the framework’s library have it': `
app: Play
server: RoomServer
servants: [{name: RoomObj, port: 1}]
repo: {id: "", image: play/room}
nodeSelector: []
abilityAffinity: "AppOrServerPreferred"
daemonSet: false
updateStrategy: "RollingUpdate"
appConfig:
config:
`,
  'JSON, with a byte order mark':
    '\ufeff{"app":"Play","server":"RoomServer","servants":[{"name":"RoomObj","port":1}],"repo":{"id":null,"image":"play/room"}}',
  'lines of Windows, anchors, other ways to write a number, keys in quotes, marks of the document':
    '# a\r\n---\r\napp: &a Play\r\nserver: RoomServer\r\nservants:\r\n- name: RoomObj\r\n  port: 0x2710\r\n  isTars: yes\r\nenvVars: [{name: App, value: *a}]\r\nrepo:\r\n  "id":   # later\r\n  image: # none\r\n    play/room\r\nconfig:\r\n- name: a.conf\r\n  content: |\r\n    one\r\n\r\n      two\r\n...\r\n',
};

it('takes what public values files have, alike under Helm 3 and 4', async () => {
  for (const text of Object.values(shapes)) assert.deepEqual(readTarsValues(text).problems, []);
  const texts = Object.values(shapes);
  const [three, four] = [
    await renderTogether(await findHelm(3), texts),
    await renderTogether(await findHelm(4), texts),
  ];
  assert.deepEqual(three, four);
  assert.match(four[2]!, /"tabs\.conf": "<root>\\n {2}\\t# 注释\\n {6}key=a\|b\\t\\n<\/root>\\n"/);
  assert.match(four[2]!, /"last\.json": "\{\\"last\\": true\}\\n"/);
  assert.match(four[3]!, /updateStrategy:\n {4}type: RollingUpdate/);
  assert.match(four[5]!, /-p 10000 -t/);
  assert.match(four[5]!, /"a\.conf": "one\\n\\n {2}two\\n"/);
  assert.match(four[5]!, /name: "App"\n +value: "Play"/);
});

it('names what such files misspell', () => {
  const { problems } = readTarsValues(`
app: Play
server: RoomServer
servants: [{name: RoomObj, port: 1, isTaf: true}]
repo: {image: play/room}
mounts: [{name: a, mountPath: /a, source: {emptyDir: {}}, subPatchExpr: x}]
`);
  assert.deepEqual(
    problems.map(({ line, path, message }) => `${line} ${path}: ${message}`),
    [
      '4 servants[0].isTaf: unknown key; did you mean "isTars"?',
      '6 mounts[0].subPatchExpr: unknown key; did you mean "subPathExpr"?',
    ],
  );
});
