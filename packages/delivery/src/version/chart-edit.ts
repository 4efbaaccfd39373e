import { type Document, isMap, isSeq, parseDocument, Scalar } from 'yaml';
import { fitsRange } from './version.ts';

/** A chart of the project that gets a new version. */
export interface ChartChange {
  name: string;
  from: string;
  to: string;
}

/** The annotation that lists a chart's images for Artifact Hub. */
const imagesAnnotation = 'artifacthub.io/images';

/** Writes a chart's own new version, as `version` and `appVersion`. Comments, quotes and order stay. */
export function setChartVersion(text: string, to: string): string {
  const document = parseDocument(text);
  document.set('version', to);
  document.set('appVersion', to);
  return document.toString({ lineWidth: 0 });
}

/** Writes the new version of a bundled chart; the application in it keeps its own. */
export function setBundledVersion(text: string, to: string): string {
  const document = parseDocument(text);
  document.set('version', to);
  return document.toString({ lineWidth: 0 });
}

/** Writes the image's new version into a `values.yaml` that has the old one as its default. Nothing else in it changes. */
export function setImageVersion(text: string, from: string, to: string): string {
  const version = parseDocument(text).getIn(['image', 'version'], true);
  if (!(version instanceof Scalar) || version.value !== from || !version.range) return text;
  const [start, end] = version.range;
  return `${text.slice(0, start)}${text.slice(start, end).replace(from, to)}${text.slice(end)}`;
}

/**
 * Writes new versions of charts where a `Chart.yaml` names them: into ranges of dependencies that no longer hold them, and into
 * the tags of their images in Artifact Hub's list.
 */
export function followChartVersions(text: string, changes: readonly ChartChange[]): string {
  const document = parseDocument(text);
  const moved = [moveDependencies(document, changes), moveImages(document, changes)];
  return moved.includes(true) ? document.toString({ lineWidth: 0 }) : text;
}

function moveDependencies(document: Document, changes: readonly ChartChange[]): boolean {
  const list = document.get('dependencies');
  let moved = false;
  for (const item of isSeq(list) ? list.items : []) {
    if (!isMap(item)) continue;
    const change = changes.find(({ name }) => name === item.get('name'));
    const range = change && newRange(String(item.get('version')), change.to);
    if (range === undefined) continue;
    item.set('version', range);
    moved = true;
  }
  return moved;
}

/** Lines such as `image: registry/path/<name>:<version>`, at their ends. */
function moveImages(document: Document, changes: readonly ChartChange[]): boolean {
  const images = document.getIn(['annotations', imagesAnnotation], true);
  if (!(images instanceof Scalar) || typeof images.value !== 'string') return false;
  const lines = images.value.split('\n').map(line => {
    const change = changes.find(
      ({ name, from }) => line.endsWith(`/${name}:${from}`) || line.endsWith(` ${name}:${from}`),
    );
    return change ? `${line.slice(0, -change.from.length)}${change.to}` : line;
  });
  const value = lines.join('\n');
  if (value === images.value) return false;
  images.value = value;
  return true;
}

/** A range for a version that the old range doesn't hold, written in the old one's way; undefined when it holds it. */
export const newRange = (range: string, to: string): string | undefined =>
  fitsRange(to, range) ? undefined : `${/^[\^~]/.exec(range)?.[0] ?? ''}${to}`;
