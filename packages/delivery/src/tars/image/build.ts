import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { configFileOf, readTarsValues, ValuesError, withTag } from '@hawser/chart/tars';
import {
  Cache,
  type Image,
  ImageError,
  imageOf,
  layerOf,
  parsePlatform,
  parseReference,
  pullBase,
  Registry,
} from '../../image/index.ts';
import { expand, type Instruction, parseDockerfile, refused } from './dockerfile.ts';
import { Draft } from './draft.ts';
import { type ServerType, serverFolder, startCommand, startsItself } from './entry-point.ts';
import { BuildFolder } from './files.ts';

/** What `exec-build.sh` is given, in its order. */
export interface TarsBuild {
  /** The image that the server's stands on; a Dockerfile gets it as the argument `BaseImage`. */
  baseImage: string;
  serverType: ServerType;
  /** Files and folders, with commas or blanks between; of a folder what is in it. */
  files: string;
  /** The server's values.yaml: it says what the image is called. */
  values: string;
  tag: string;
  /** Default: one that copies the files to `/usr/local/server/bin`. */
  dockerfile?: string | undefined;
  /** The folder that files are named from. */
  folder: string;
  /** `linux/amd64` or `linux/arm64`. Default: Linux on this machine's processor. */
  platform?: string | undefined;
  /** Speak HTTP to registries other than Docker Hub. Default: to this machine's own only. */
  plainHttp?: boolean | undefined;
  cache?: Cache;
}

export interface BuiltTarsImage {
  image: Image;
  /** `host/path:tag`, where it is to be pushed. */
  reference: string;
  /** What was said and changes nothing. */
  notes: readonly string[];
}

/** What TARS's own build does, where no Dockerfile is given. */
const ownDockerfile = `ARG BaseImage
FROM \${BaseImage}
ARG BIN
ARG ServerType
ENV ServerType=\${ServerType}
COPY \${BIN} ${serverFolder}/
`;

/**
 * Builds a server's image without Docker: its files on a base image, and, where the base starts nothing of its own, the
 * command that its kind of server is started with. The same files on the same base give the same digest.
 *
 * @throws ValuesError; ImageError
 */
export async function buildTarsImage(build: TarsBuild): Promise<BuiltTarsImage> {
  const { serverType, tag, cache = new Cache() } = build;
  const { values, problems } = readTarsValues(readFileSync(build.values, 'utf8'));
  if (problems.length > 0) throw new ValuesError(basename(build.values), problems);
  const reference = withTag(values.repo.image, tag);
  const target = parseReference(reference);
  if (target.version.includes(':'))
    throw new ImageError(
      'IMAGE_REFERENCE',
      `repo.image names a digest: ${reference}`,
      'name it without, to build it',
    );
  const given = new Map([
    ['BaseImage', build.baseImage],
    ['ServerType', serverType],
    [
      'BIN',
      build.files
        .split(/[\s,]+/)
        .filter(Boolean)
        .join(' '),
    ],
  ]);
  const file = build.dockerfile ? basename(build.dockerfile) : 'Dockerfile';
  const text = build.dockerfile ? readFileSync(build.dockerfile, 'utf8') : ownDockerfile;
  const { from, rest } = splitFrom(parseDockerfile(text, file), given, file);
  const baseReference = parseReference(from);
  const registry = new Registry(baseReference.host, build.plainHttp ? { plainHttp: true } : {});
  const base = await pullBase(registry, baseReference, parsePlatform(build.platform));
  const draft = new Draft(base.config, new BuildFolder(build.folder), given, file);
  for (const instruction of rest) draft.apply(instruction);
  finish(draft, build, values.server, values.subtype === 'normal' ? undefined : configFileOf(values));
  const layer = await layerOf('server', [...draft.entries.values()], cache);
  const labels = {
    ...draft.settings.Labels,
    'org.opencontainers.image.title': `${values.app}.${values.server}`,
    'org.opencontainers.image.version': tag,
    'org.opencontainers.image.base.name': from,
    'org.opencontainers.image.base.digest': base.digest,
  };
  const name = reference.slice(0, reference.lastIndexOf(':'));
  const image = imageOf({
    name,
    tag: target.version,
    base,
    layers: [layer],
    settings: { ...draft.settings, Labels: labels },
  });
  return { image, reference, notes: draft.notes };
}

/** What the server needs to start, and to find its configuration outside of a pod as in one. */
function finish(
  draft: Draft,
  { serverType }: TarsBuild,
  server: string,
  configFile: string | undefined,
): void {
  draft.setEnv('ServerType', serverType);
  if (configFile) {
    draft.setEnv('TARS_CONFIG', configFile);
    draft.setEnv('ServerConfFile', configFile);
  }
  const { settings } = draft;
  if (startsItself(settings)) return;
  settings.Cmd = startCommand(serverType, server, [...draft.entries.values()], configFile);
  settings.WorkingDir = serverFolder;
  if (/^(?:cpp|go|nodejs-pkg)$/.test(serverType))
    draft.setEnv('LD_LIBRARY_PATH', `${serverFolder}:${serverFolder}/lib`);
}

/** The base that a Dockerfile names, by the arguments before it, and what follows. */
function splitFrom(
  instructions: readonly Instruction[],
  given: ReadonlyMap<string, string>,
  file: string,
): { from: string; rest: readonly Instruction[] } {
  const at = instructions.findIndex(({ name }) => name === 'FROM');
  const instruction = instructions[at];
  if (!instruction)
    throw new ImageError('IMAGE_DOCKERFILE', `${file} has no FROM`, 'begin it with FROM and an image');
  const args = new Map<string, string>();
  for (const { text } of instructions.slice(0, at)) {
    const [name = '', ...value] = text.split('=');
    args.set(name, given.get(name) ?? value.join('='));
  }
  const [from = '', ...more] = expand(instruction.text, args).split(/\s+/);
  if (from === 'scratch') throw refused(file, instruction.line, 'an image from scratch');
  if (from.startsWith('--')) throw refused(file, instruction.line, from);
  if (more.length > 0 && instructions.slice(at + 1).some(({ name }) => name === 'FROM'))
    throw refused(file, instruction.line, 'more than one stage');
  return { from, rest: instructions.slice(at + 1) };
}
