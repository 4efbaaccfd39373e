import type { Conflict } from './conflict.ts';
import { listOf } from './list-of.ts';
import type { TarsValues } from './values.ts';

/** A host with a port and a path in lower case, then a tag, a digest, or both. */
const image =
  /^([a-zA-Z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:\w[\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;
const labelName = /^[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/;
const labelPrefix = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** The most that a ConfigMap holds, in bytes, and what names and the rest of it take. */
const mostBytes = 1_048_576 - 8_192;

/** Names that Kubernetes or a node wouldn't take: of images, variables, labels; and files that are too large. */
export function checkNames(values: TarsValues): Conflict[] {
  return [...checkImage(values), ...checkVariables(values), ...checkLabelNames(values), ...checkSize(values)];
}

function checkImage({ repo }: TarsValues): Conflict[] {
  const name: unknown = repo?.image;
  if (typeof name !== 'string' || name === '' || image.test(name)) return [];
  const message = `"${name}" names no image: [host[:port]/]path[:tag], the path in lower case`;
  return [{ path: ['repo', 'image'], message }];
}

function checkVariables({ envVars }: TarsValues): Conflict[] {
  return listOf(envVars).flatMap(({ name, value }, i) => {
    const found: Conflict[] = [];
    if (typeof name === 'string' && !/^[ -<>-~]+$/.test(name))
      found.push({
        path: ['envVars', i, 'name'],
        message: `"${name}" can’t name a variable: no "=", and ASCII alone`,
      });
    if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER)
      found.push({
        path: ['envVars', i, 'value'],
        message: 'has more digits than Helm keeps of a number; put it in quotes',
      });
    return found;
  });
}

function checkLabelNames(values: TarsValues): Conflict[] {
  return (['labelMatch', 'nodeSelector'] as const).flatMap(list =>
    listOf(values[list]).flatMap(({ key, values: given }, i) => {
      const [name = '', prefix] = String(key).split('/').reverse();
      const right = labelName.test(name) && (prefix === undefined || labelPrefix.test(prefix));
      const wrong = !right || String(key).split('/').length > 2;
      const label = wrong ? [{ path: [list, i, 'key'], message: `no label can have the name "${key}"` }] : [];
      const others = listOf(given).flatMap((value, at) =>
        value === '' || labelName.test(String(value))
          ? []
          : [{ path: [list, i, 'values', at], message: `no label can have the value "${value}"` }],
      );
      return [...label, ...others];
    }),
  );
}

/** All files of a server are in one ConfigMap, as they are versions together. */
function checkSize(values: TarsValues): Conflict[] {
  const bytes = (['config', 'appConfig', 'nodeConfig'] as const)
    .flatMap(key => listOf(values[key]))
    .reduce((sum, { content }) => sum + Buffer.byteLength(String(content ?? '')), 0);
  return bytes <= mostBytes
    ? []
    : [
        {
          path: ['config'],
          message: `the server’s files have ${bytes} bytes together, and Kubernetes keeps ${mostBytes}`,
        },
      ];
}
