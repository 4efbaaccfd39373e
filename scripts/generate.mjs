// Generates JavaScript, types and docs from the contracts.
//
//   node scripts/generate.mjs                                  proto/ into proto/gen
//   node scripts/generate.mjs --module DIR --out DIR           a service's own contracts; the platform's are imported from @hawser/proto
//   … --check                                                  writes nothing; exit 1 when what is checked in differs
//
// Needs npm and Go: the contracts of others come from the npm package google-proto-files and from the Go module
// protovalidate. Only a change of contract needs this; generated code is checked in.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PROTO = join(ROOT, 'proto');
const TOOLCHAIN = join(PROTO, 'toolchain');
const IMPORTS = join(PROTO, '.build', 'imports');
const NOT_CONTRACTS = new Set(['.build', 'gen', 'toolchain', 'node_modules', 'testdata']);

/** What of google-proto-files is used; generated into gen, since servers send these messages and reflection serves these files. */
const GOOGLE = [
  'google/api/annotations.proto',
  'google/api/http.proto',
  'google/rpc/code.proto',
  'google/rpc/error_details.proto',
  'google/rpc/status.proto',
];
const PROTOVALIDATE = 'github.com/bufbuild/protovalidate@v1.2.2';
/** Rules are read by @bufbuild/protovalidate, so its own descriptor of them is used: two in one registry would clash. */
const VALIDATE_IMPORT = './buf/**/*_pb.js:@bufbuild/protovalidate/gen';

/** Every file below a folder as a sorted list of paths with `/`. */
function filesBelow(folder, skip = new Set()) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => !skip.has(entry.name))
    .flatMap(entry =>
      entry.isDirectory()
        ? filesBelow(join(folder, entry.name), skip).map(path => `${entry.name}/${path}`)
        : [entry.name],
    )
    .sort();
}

function copyProtos(from, to) {
  for (const path of filesBelow(from, NOT_CONTRACTS).filter(path => path.endsWith('.proto'))) {
    cpSync(join(from, path), join(to, path));
  }
}

/** Runs a tool that reports to the terminal; its failure ends this program. */
function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) throw new Error(`${command} can't be run: ${error.message}`);
  if (status !== 0) {
    console.error(`failed: ${relative(ROOT, command) || command} ${args[0]}`);
    process.exit(1);
  }
}

const buf = (args, cwd) => run(join(TOOLCHAIN, 'node_modules', '.bin', 'buf'), args, cwd);

function installToolchain() {
  const lock = join(TOOLCHAIN, 'package-lock.json');
  const installed = join(TOOLCHAIN, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], TOOLCHAIN);
}

/** Puts others' contracts where proto/buf.yaml looks for them. */
function resolveImports() {
  rmSync(IMPORTS, { recursive: true, force: true });
  for (const path of GOOGLE)
    cpSync(join(TOOLCHAIN, 'node_modules', 'google-proto-files', path), join(IMPORTS, path));
  const download = execFileSync('go', ['mod', 'download', '-json', PROTOVALIDATE], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
  const validate = 'buf/validate/validate.proto';
  cpSync(join(JSON.parse(download).Dir, 'proto', 'protovalidate', validate), join(IMPORTS, validate));
}

/** Compares the contracts with those on main, or with the last commit where there is no main. */
function checkBreaking(scratch) {
  const git = args => spawnSync('git', args, { cwd: ROOT, maxBuffer: 1 << 28 });
  const ref = ['main', 'HEAD'].find(name => git(['cat-file', '-e', `${name}:proto/spaceone`]).status === 0);
  if (ref === undefined) {
    console.log('breaking changes: not checked, git has no earlier contracts');
    return;
  }
  const before = join(scratch, 'before');
  mkdirSync(before);
  const archive = git(['archive', ref, '--', 'proto']);
  if (archive.status !== 0) throw new Error(`git archive ${ref}: ${archive.stderr}`);
  execFileSync('tar', ['-x', '-C', before], { input: archive.stdout });
  cpSync(IMPORTS, join(before, 'proto', '.build', 'imports'), { recursive: true });
  buf(['breaking', '--against', join(before, 'proto')], PROTO);
}

/** The leading comment of every service, method, message, field, enum and value, by full name. */
async function docsOf(image, wanted) {
  const require = path =>
    import(pathToFileURL(join(TOOLCHAIN, 'node_modules', '@bufbuild', 'protobuf', 'dist', 'esm', path)));
  const [{ fromBinary }, { FileDescriptorSetSchema }] = [
    await require('index.js'),
    await require('wkt/index.js'),
  ];
  const docs = {};
  for (const file of fromBinary(FileDescriptorSetSchema, readFileSync(image)).file.filter(wanted)) {
    for (const { path, leadingComments } of file.sourceCodeInfo?.location ?? []) {
      const name = leadingComments && nameAt(file, path);
      if (name)
        docs[name] = leadingComments
          .split('\n')
          .map(line => line.trim())
          .join('\n')
          .trim();
    }
  }
  return Object.fromEntries(Object.entries(docs).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The full name of what a source location's path points at; undefined for what has no name of its own. */
function nameAt(file, path) {
  const children = [
    { 4: 'messageType', 5: 'enumType', 6: 'service', 7: 'extension' },
    { 2: 'field', 3: 'nestedType', 4: 'enumType', 6: 'extension', 8: 'oneofDecl' },
  ];
  const names = [file.package];
  let [at, kinds] = [file, children[0]];
  for (let i = 0; i < path.length; i += 2) {
    const kind = kinds[path[i]];
    if (kind === undefined || i + 1 === path.length) return undefined;
    at = at[kind][path[i + 1]];
    names.push(at.name);
    kinds =
      kind === 'service'
        ? { 2: 'method' }
        : kind === 'enumType'
          ? { 2: 'value' }
          : kind.endsWith('Type')
            ? children[1]
            : {};
  }
  return path.length > 0 ? names.join('.') : undefined;
}

/** Runs protoc-gen-es over one folder of a buf workspace. */
function generateCode(workspace, input, out, rewrites) {
  const plugin = join(TOOLCHAIN, 'node_modules', '@bufbuild', 'protoc-gen-es', 'bin', 'protoc-gen-es');
  const opt = [
    'target=js+dts',
    'import_extension=js',
    ...rewrites.map(rewrite => `rewrite_imports=${rewrite}`),
  ];
  const template = { version: 'v2', plugins: [{ local: [process.execPath, plugin], out, opt }] };
  const args = ['generate', input, '--template', JSON.stringify(template)];
  buf(args, workspace);
}

/** Generates the platform's contracts, with those of others that they use. */
async function generatePlatform(out, scratch) {
  buf(['lint'], PROTO);
  checkBreaking(scratch);
  generateCode(PROTO, '.', out, [VALIDATE_IMPORT]);
  rmSync(join(out, 'buf'), { recursive: true, force: true });
  const image = join(scratch, 'image.binpb');
  buf(['build', '-o', image], PROTO);
  writeDocs(out, await docsOf(image, file => !/^(buf|google)\//.test(file.name)));
}

/** Generates a service's own contracts. */
async function generateModule(folder, out, scratch) {
  const workspace = join(scratch, 'workspace');
  copyProtos(folder, join(workspace, 'module'));
  copyProtos(PROTO, join(workspace, 'platform'));
  cpSync(IMPORTS, join(workspace, 'imports'), { recursive: true });
  const modules = ['module', 'platform', 'imports'].map(path => ({ path }));
  writeFileSync(join(workspace, 'buf.yaml'), JSON.stringify({ version: 'v2', modules }));
  const own = new Set(filesBelow(join(workspace, 'module')));
  const packages = new Set([...filesBelow(join(workspace, 'platform')), ...GOOGLE].map(dirname));
  const rewrites = [...packages].sort().map(path => `./${path}/*_pb.js:@hawser/proto`);
  generateCode(workspace, 'module', out, [VALIDATE_IMPORT, ...rewrites]);
  const image = join(scratch, 'image.binpb');
  buf(['build', 'module', '-o', image], workspace);
  writeDocs(out, await docsOf(image, file => own.has(file.name)));
}

function writeDocs(out, docs) {
  writeFileSync(join(out, 'docs.json'), `${JSON.stringify(docs, null, 1)}\n`);
}

/** The paths that differ between two folders, with how they do, and what writing them makes of them. */
function differences(fresh, kept) {
  const paths = new Set([...filesBelow(fresh), ...filesBelow(kept)]);
  return [...paths].sort().flatMap(path => {
    if (!existsSync(join(kept, path))) return [{ path, is: 'is missing', becomes: 'made' }];
    if (!existsSync(join(fresh, path))) return [{ path, is: 'is stale', becomes: 'removed' }];
    const isSame = readFileSync(join(fresh, path)).equals(readFileSync(join(kept, path)));
    return isSame ? [] : [{ path, is: 'differs', becomes: 'renewed' }];
  });
}

async function main() {
  const { values } = parseArgs({
    options: { module: { type: 'string' }, out: { type: 'string' }, check: { type: 'boolean' } },
  });
  if ((values.module === undefined) !== (values.out === undefined))
    throw new Error('--module and --out go together');
  const out = resolve(values.out ?? join(PROTO, 'gen'));
  const scratch = mkdtempSync(join(tmpdir(), 'hawser-generate-'));
  try {
    installToolchain();
    resolveImports();
    const fresh = join(scratch, 'gen');
    mkdirSync(fresh);
    if (values.module === undefined) await generatePlatform(fresh, scratch);
    else await generateModule(resolve(values.module), fresh, scratch);
    const changed = differences(fresh, out);
    const shown = relative(process.cwd(), out).split(sep).join('/');
    for (const { path, is, becomes } of changed)
      console.log(`${shown}/${path}${values.check ? ` ${is}` : `: ${becomes}`}`);
    if (values.check) {
      process.exitCode = changed.length > 0 ? 1 : 0;
    } else if (changed.length > 0) {
      rmSync(out, { recursive: true, force: true });
      cpSync(fresh, out, { recursive: true });
    }
    console.log(changed.length === 0 ? 'generated code is up to date' : `${changed.length} files`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
