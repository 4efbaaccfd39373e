import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';

/**
 * Adds a service to a platform.ts: an import below the others, and the last of `services: […]`.
 *
 * @returns false when the file isn't written that way, and stays as it is
 */
export function addToPlatform(file: string, folder: string, name: string): boolean {
  const text = readFileSync(file, 'utf8');
  const lists = [...text.matchAll(/\bservices: \[([^\]]*)\]/g)];
  const lastImport = [...text.matchAll(/^import .* from .*;$/gm)].at(-1);
  if (lists.length !== 1 || !lastImport) return false;
  const [list, inside = ''] = lists[0]!;
  const path = relative(dirname(file), folder).split(sep).join('/');
  const identifier = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const at = lastImport.index + lastImport[0].length;
  const services = [
    ...inside
      .split(',')
      .map(item => item.trim())
      .filter(Boolean),
    identifier,
  ];
  const added = `${text.slice(0, at)}\nimport ${identifier} from './${path}/service.ts';${text.slice(at)}`;
  writeFileSync(file, added.replace(list, `services: [${services.join(', ')}]`));
  return true;
}
