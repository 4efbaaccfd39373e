import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { type FindHelmOptions, findHelm, type HelmStep } from './find.ts';
import { helmScript, writeScript } from './testing.ts';
import { type HelmMajor, pinnedVersions } from './version.ts';

/** Helm's release as its makers pack it, with a script as the program. */
async function release(program: string, target = 'linux-amd64'): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name: `${target}/`, type: 'directory' });
  archive.entry({ name: `${target}/LICENSE` }, 'Apache');
  archive.entry({ name: `${target}/helm`, mode: 0o755 }, `#!/bin/sh\n${program}\n`);
  archive.finalize();
  return gzipSync(await buffer(archive));
}
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

describe('findHelm', () => {
  let folder: string;
  let server: Server;
  let host: string;
  let files: Map<string, Buffer | string>;
  let asked: string[];
  let steps: HelmStep[];

  before(async () => {
    server = createServer((request, response) => {
      asked.push(request.url!);
      const body = files.get(request.url!.slice(1));
      response.statusCode = body === undefined ? 404 : 200;
      response.end(body);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hawser-find-helm-'));
    mkdirSync(join(folder, 'bin'));
    files = new Map();
    asked = [];
    steps = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const find = (major: HelmMajor, options: FindHelmOptions = {}) =>
    findHelm(major, {
      path: join(folder, 'bin'),
      cache: join(folder, 'cache'),
      host,
      machine: { platform: 'linux', arch: 'x64' },
      report: event => steps.push(event),
      ...options,
    });
  const publish = async (major: HelmMajor, archive: Buffer, sum = sha256(archive)) => {
    const name = `helm-${pinnedVersions[major]}-linux-amd64.tar.gz`;
    files.set(name, archive).set(`${name}.sha256sum`, `${sum}  ${name}\n`);
  };

  it('takes the one on the PATH, by its major version', async () => {
    writeScript(join(folder, 'bin', 'helm'), helmScript('v4.0.1'));
    writeScript(join(folder, 'bin', 'helm3'), helmScript('v3.18.0+gabc'));
    const [three, four] = await Promise.all([find(3), find(4)]);
    assert.deepEqual(
      [three.path, three.version, three.source],
      [join(folder, 'bin/helm3'), 'v3.18.0+gabc', 'path'],
    );
    assert.deepEqual([four.path, four.version, four.source], [join(folder, 'bin/helm'), 'v4.0.1', 'path']);
    assert.deepEqual(asked, []);
  });

  it('passes over one that is too old, one that does not run, and folders relative to here', async () => {
    writeScript(join(folder, 'bin', 'helm3'), helmScript('v3.17.9'));
    writeScript(join(folder, 'bin', 'helm'), 'exit 1');
    writeScript(join(folder, 'good', 'helm'), helmScript('v3.19'));
    const helm = await find(3, { path: `.:${join(folder, 'bin')}:${join(folder, 'good')}` });
    assert.equal(helm.path, join(folder, 'good/helm'));
  });

  it('downloads the release once its checksum fits, keeps it, and finds it there again', async () => {
    await publish(3, await release(helmScript('v3.22.0')));
    const helm = await find(3);
    assert.deepEqual([helm.source, helm.version], ['download', 'v3.22.0']);
    assert.equal(helm.path, join(folder, 'cache/helm/v3.22.0/helm'));
    assert.deepEqual(
      steps.map(({ state }) => state),
      ['running', 'done'],
    );
    files.clear();
    assert.equal((await find(3)).source, 'cache');
  });

  it('refuses a download with another checksum, and installs and builds nothing', async () => {
    writeScript(join(folder, 'bin', 'go'), `touch ${folder}/built; exit 1`);
    await publish(3, await release(helmScript('v3.22.0')), '0'.repeat(64));
    await assert.rejects(find(3), {
      name: 'HelmError',
      code: 'HELM_CHECKSUM_MISMATCH',
      message: /has the SHA-256 [0-9a-f]{64}, but 0{64} is published/,
    });
    assert.throws(() => readFileSync(join(folder, 'built')), /ENOENT/);
    assert.throws(() => readFileSync(join(folder, 'cache/helm/v3.22.0/helm')), /ENOENT/);
  });

  it('builds once with Go where there is no release to be had, for all who ask at once', async () => {
    // The script stands for Go, whose real build takes minutes; it writes what `go install` would.
    const program = `#!/bin/sh\\n${helmScript('v4.3')}\\n`.replaceAll("'", '"');
    writeScript(
      join(folder, 'bin', 'go'),
      `echo "$*" >> ${folder}/builds; printf '${program.replace('%s', '%%s')}' > "$GOBIN/helm"; chmod +x "$GOBIN/helm"`,
    );
    const path = `${join(folder, 'bin')}:/usr/bin:/bin`;
    const found = await Promise.all([find(4, { path }), find(4, { path }), find(4, { path })]);
    assert.deepEqual(
      found.map(({ version }) => version),
      ['v4.3', 'v4.3', 'v4.3'],
    );
    assert.deepEqual(found.map(({ source }) => source).sort(), ['build', 'cache', 'cache']);
    assert.equal(
      readFileSync(join(folder, 'builds'), 'utf8'),
      'install -trimpath -ldflags -s -w helm.sh/helm/v4/cmd/helm@v4.3.1\n',
    );
  });

  it('says why there is none and how to get one', async () => {
    await assert.rejects(find(4), {
      code: 'HELM_NOT_FOUND',
      message: /there is no Helm 4 \(4\.0 or later\) here.*HTTP status 404; there is no go on the PATH/,
      hint: /helm\.sh\/docs\/intro\/install.*helm4, or install Go/,
    });
    assert.equal(steps.at(-1)?.state, 'failed');
  });

  it('refuses a release that is no archive, or lacks the program, or is of another version', async () => {
    await publish(3, Buffer.from('not an archive'));
    await assert.rejects(find(3), /is no tar\.gz archive/);
    await publish(3, await release('exit 0', 'darwin-arm64'));
    await assert.rejects(find(3), /has no linux-amd64\/helm in it/);
    await publish(3, await release(helmScript('v4.3.1')));
    await assert.rejects(find(3), /isn't Helm 3/);
    files.set('helm-v3.22.0-linux-amd64.tar.gz.sha256sum', '<html>');
    await assert.rejects(find(3), /has no SHA-256 in it/);
  });

  it('knows that there is no release for a machine', async () => {
    await assert.rejects(
      find(3, { machine: { platform: 'aix', arch: 'ppc64' } }),
      /no release for aix on ppc64/,
    );
  });
});
