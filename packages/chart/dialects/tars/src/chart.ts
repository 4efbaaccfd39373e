import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { ChartFiles } from '../../../src/generate/file.ts';
import { type Problem, ValuesError } from '../../text/problem.ts';
import { fillRelease } from './fill.ts';
import { readTarsValues } from './read.ts';
import { type TarsValues, tarsValues } from './values.ts';

/** What a server may consist of; each makes one object, or none. */
const objects = ['service', 'statefulset', 'daemonset', 'serverconf', 'config'] as const;

const library = fileURLToPath(new URL('../library/', import.meta.url));

/** What is released of a server. */
export interface TarsRelease {
  /** Tells this release from others of the server: pods roll when it changes. Up to 63 letters, digits, `-`, `_`, `.` */
  id: string;
  /** Added to an image that has none. */
  tag: string;
  /** In place of the file's image. Default: the file's. */
  image?: string | undefined;
}

export interface TarsChart {
  /** `<app>-<server>` in lower case, as the server's objects are called. */
  name: string;
  files: ChartFiles;
  /** Keys that change nothing, for its user to know. */
  unused: readonly Problem[];
}

/**
 * The chart of a TARS server: its values file, templates of one line that call the library, and the library itself, so that Helm
 * needs nothing else.
 *
 * @param file the values file's name in messages
 * @param release filled into `repo`; without one, the file is taken as it stands
 * @throws ValuesError with all that is wrong in the file
 */
export function tarsChart(text: string, file: string, release?: TarsRelease): TarsChart {
  const { values, problems, unused } = readTarsValues(text);
  if (problems.length > 0) throw new ValuesError(file, problems);
  const name = `${values.app}-${values.server}`.toLowerCase();
  const image = release ? withTag(release.image ?? values.repo.image, release.tag) : values.repo.image;
  const filled = release ? fillRelease(text, { id: release.id, image }) : text;
  if (filled === undefined)
    throw new ValuesError(file, [
      {
        path: 'repo',
        message: 'has to be written out with its image, as both are filled in: no alias, no "<<"',
      },
    ]);
  const files = new Map([
    ['Chart.yaml', chartYaml(name, values, release?.tag)],
    ['values.yaml', ended(filled)],
    ['values.schema.json', `${JSON.stringify(valuesSchema(), null, 2)}\n`],
    ...objects.map((kind): [string, string] => [
      `templates/${kind}.yaml`,
      `{{ include "hawser-tars.${kind}" . -}}\n`,
    ]),
  ]);
  for (const path of readdirSync(library, { recursive: true, encoding: 'utf8' }).sort())
    if (/\.(tpl|yaml)$/.test(path))
      files.set(`charts/hawser-tars/${path}`, readFileSync(join(library, path), 'utf8'));
  return { name, files, unused };
}

/** The configuration file that a server of subtype tars is started with, where its pods have it. */
export const configFileOf = ({ app, server }: Pick<TarsValues, 'app' | 'server'>): string =>
  `/usr/local/app/tars/tarsnode/data/${app}.${server}/conf/${app}.${server}.config.conf`;

function chartYaml(name: string, { app, server }: TarsValues, tag = 'unreleased'): string {
  return stringify({
    apiVersion: 'v2',
    name,
    description: `The TARS server ${app}.${server}`,
    type: 'application',
    version: '1.0.0',
    appVersion: tag,
    dependencies: [{ name: 'hawser-tars', version: '0.1.0' }],
  });
}

/** With a line break at its end: Helm 3 and 4 read a block of text that ends with the file differently without one. */
const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

/** An image's name with a tag, unless it has a tag or a digest: a colon after the last slash. */
export function withTag(image: string, tag: string): string {
  return /[:@][^/]*$/.test(image) ? image : `${image}:${tag}`;
}

/** The values' types for Helm, which checks them at every install and upgrade, and sets a key for each subchart. */
function valuesSchema(): object {
  const own = tarsValues.extend({ 'hawser-tars': z.looseObject({}).optional() });
  return z.toJSONSchema(own, { target: 'draft-7', io: 'input' });
}
