import { nearest } from '@hawser/core/config';
import licenses from 'spdx-license-ids/index.json' with { type: 'json' };
import { parse } from 'yaml';
import { z } from 'zod';
import type { ChartYaml } from './chart-yaml.ts';
import { explainZod, type Found } from './zod.ts';

const text = z.string().min(1, 'is missing');
const url = z.url('must be a URL');
const link = z.object({ name: text, url });

/** What Go's `strconv.ParseBool` takes. */
const boolean = z
  .string()
  .regex(/^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/, 'must be "true" or "false"');

/** A reference of an image: registry and its port, path, tag, digest. */
const image =
  /^(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$/;

const capabilities = ['basic install', 'seamless upgrades', 'full lifecycle', 'deep insights', 'auto pilot'];

/** Annotations whose value is text of one of these forms. */
const texts: Record<string, z.ZodType> = {
  alternativeName: text,
  category: z.enum([
    'ai-machine-learning',
    'database',
    'integration-delivery',
    'monitoring-logging',
    'networking',
    'security',
    'storage',
    'streaming-messaging',
    'skip-prediction',
  ]),
  containsSecurityUpdates: boolean,
  license: text,
  operator: boolean,
  operatorCapabilities: z.string().refine(value => capabilities.includes(value.toLowerCase()), {
    message: `must be one of ${capabilities.join(', ')}`,
  }),
  prerelease: boolean,
};

/** Annotations whose value is YAML. */
const documents: Record<string, z.ZodType> = {
  changes: z.union([
    z.array(text),
    z.array(
      z.object({
        kind: z
          .string()
          .regex(
            /^(?:added|changed|deprecated|removed|fixed|security)$/i,
            'must be added, changed, deprecated, removed, fixed or security',
          )
          .optional(),
        description: text,
        links: z.array(link).optional(),
      }),
    ),
  ]),
  crds: z.array(
    z.object({
      kind: text,
      version: text,
      name: text,
      displayName: text.optional(),
      description: text.optional(),
    }),
  ),
  crdsExamples: z.array(z.record(z.string(), z.unknown())),
  images: z.array(
    z.strictObject({
      name: text.optional(),
      image: z.string().regex(image, 'must be a reference of an image'),
      whitelisted: z.boolean().optional(),
      platforms: z.array(text).optional(),
    }),
  ),
  links: z.array(link),
  maintainers: z.array(z.object({ name: text, email: z.email('must be a mail address') })),
  recommendations: z.array(z.object({ url })),
  screenshots: z.array(z.object({ title: text, url })),
  signKey: z.object({ fingerprint: text.optional(), url }),
};

const PREFIX = 'artifacthub.io/';

/** Checks the annotations of Chart.yaml that Artifact Hub reads by the rules by which it would drop or refuse them. */
export function checkArtifactHub(chart: ChartYaml): Found[] {
  const found: Found[] = [];
  for (const [key, value] of Object.entries(chart.annotations ?? {})) {
    if (!key.startsWith(PREFIX)) continue;
    const name = key.slice(PREFIX.length);
    const at = ['annotations', key];
    if (Object.hasOwn(texts, name)) found.push(...explainZod(texts[name]!, value, at));
    else if (Object.hasOwn(documents, name)) found.push(...checkDocument(documents[name]!, value, at));
    else found.push({ keys: at, message: unknown(name, [...Object.keys(texts), ...Object.keys(documents)]) });
    if (name === 'license') found.push(...checkLicense(value, at));
    if (name === 'alternativeName' && !chart.name.includes(value) && !value.includes(chart.name)) {
      found.push({ keys: at, message: `must be a part of the name "${chart.name}", or have it as a part` });
    }
  }
  return found;
}

function checkDocument(schema: z.ZodType, value: string, at: string[]): Found[] {
  let document: unknown;
  try {
    document = parse(value);
  } catch (error) {
    return [{ keys: at, message: `is not YAML: ${(error as Error).message.split('\n')[0]}` }];
  }
  return explainZod(schema, document, at);
}

function checkLicense(value: string, at: string[]): Found[] {
  if (licenses.includes(value)) return [];
  const hint = nearest(value, licenses);
  return [{ keys: at, message: `${JSON.stringify(value)} is no SPDX identifier${meant(hint)}` }];
}

const unknown = (name: string, known: string[]) =>
  `Artifact Hub has no such annotation${meant(nearest(name, known))}`;

const meant = (hint: string | undefined): string => (hint === undefined ? '' : `; did you mean "${hint}"?`);
