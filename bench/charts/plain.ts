import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

const plain = join(import.meta.dirname, 'plain');

/**
 * Makes of a platform's assembled chart the same one without the library and without schemas: each service has the templates that
 * one would write by hand for what is rendered, and the same values. The platform's own templates and the bundled
 * servers' are plain already.
 */
export function makePlain(umbrella: string, to: string): void {
  cpSync(umbrella, to, { recursive: true });
  for (const path of [
    'charts/hawser-library',
    'templates/check',
    'templates/_known.tpl',
    'values.schema.json',
  ])
    rmSync(join(to, path), { recursive: true });
  const file = join(to, 'Chart.yaml');
  const chart = parse(readFileSync(file, 'utf8')) as { dependencies: { name: string }[] };
  chart.dependencies = chart.dependencies.filter(({ name }) => name !== 'hawser-library');
  writeFileSync(file, stringify(chart));
  cpSync(join(plain, 'shared-conf.yaml'), join(to, 'templates/shared-conf.yaml'));
  cpSync(join(plain, '_library.tpl'), join(to, 'templates/_library.tpl'));
  for (const name of readdirSync(join(to, 'charts'))) {
    const chart = join(to, 'charts', name);
    rmSync(join(chart, 'values.schema.json'), { force: true });
    if (!existsSync(join(chart, 'templates/deployment-grpc.yaml'))) continue;
    rmSync(join(chart, 'templates'), { recursive: true });
    cpSync(join(plain, 'templates'), join(chart, 'templates'), { recursive: true });
  }
}
