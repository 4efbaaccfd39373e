import type { DescMethod } from '@bufbuild/protobuf';
import { type Config, formatPath, type Loaded, nearest, type Path, type Problem } from '../config/index.ts';
import type { Manifest } from './manifest.ts';

/**
 * Warnings of what `LOG.filters` names and the service doesn't have, since a misspelt name would leave a secret in a
 * record. Methods of other services' contracts are passed over: files are shared.
 */
export function checkLogFilters(manifest: Manifest, loaded: Loaded<Config>): Problem[] {
  const { masking, exclude } = loaded.value.LOG.filters;
  const methods = new Map<string, DescMethod>(
    manifest.services.flatMap(({ service }) =>
      service.methods.map(method => [`${service.name}.${method.name}`, method] as const),
    ),
  );
  const own = new Set(manifest.services.map(({ service }) => service.name));
  const unknown = (path: Path, text: string, name: string, known: readonly string[]) => {
    const near = nearest(name, known);
    const problem: Problem = {
      code: 'CONFIG_NO_EFFECT',
      path: formatPath(path),
      source: loaded.source(path) ?? { layer: 'default' },
      message: `has no effect: ${text}`,
      ...(near && { nearest: near }),
    };
    return problem;
  };
  const ofOwn = (name: string) => own.has(name.split('.')[0]!);

  const problems: Problem[] = [];
  for (const [name, fields] of Object.entries(masking.rules)) {
    const path = ['LOG', 'filters', 'masking', 'rules', name];
    const input = methods.get(name)?.input;
    if (!input && ofOwn(name))
      problems.push(unknown(path, `no method is called ${name}`, name, [...methods.keys()]));
    const known = input?.fields.map(field => field.name) ?? [];
    for (const [i, field] of fields.entries())
      if (input && !known.includes(field))
        problems.push(unknown([...path, i], `requests of ${name} have no field ${field}`, field, known));
  }
  for (const [i, name] of exclude.rules.tnx_method.entries())
    if (!methods.has(name) && ofOwn(name)) {
      const path = ['LOG', 'filters', 'exclude', 'rules', 'tnx_method', i];
      problems.push(unknown(path, `no method is called ${name}`, name, [...methods.keys()]));
    }
  return problems;
}
