import { z } from 'zod';
import { mount } from './mounts.ts';
import { quantity } from './quantity.ts';

// The keys of a TARS server's values.yaml, as TarsDocs describes them and K8SFramework's `tserver` library reads them.
// Any key may be null, as files in the wild have it, except where a map is needed.

const name = z.string().min(1);
const port = z.int().min(1).max(65_535);
const optional = <T extends z.ZodType>(type: T) => type.nullish();
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const anything = z.looseObject({});
const share = z.union([z.int().min(0), z.string().regex(/^\d{1,3}%$/)], {
  error: 'expected a number of pods, or a percentage such as "25%"',
});
/** The highest number of pods that Kubernetes can count. */
const mostPods = 2 ** 31 - 1;

const servant = z.strictObject({
  name,
  port,
  isTars: optional(z.boolean()),
  isTcp: optional(z.boolean()),
  thread: optional(z.int().min(1)),
  connection: optional(z.int().min(1)),
  capacity: optional(z.int().min(1)),
  timeout: optional(z.int().min(1)),
});

/** Amounts by what they are of. A key that has a value is one that Kubernetes has, or a device's, as nvidia.com/gpu. */
const amounts = optional(
  z
    .strictObject({
      cpu: quantity.optional(),
      memory: quantity.optional(),
      'ephemeral-storage': quantity.optional(),
    })
    .catchall(quantity),
);

const updateStrategy = z.strictObject({
  type: optional(z.enum(['RollingUpdate', 'OnDelete'])),
  rollingUpdate: optional(
    z.strictObject({
      partition: optional(z.int().min(0)),
      maxUnavailable: optional(share),
      maxSurge: optional(share),
    }),
  ),
});

const file = z.strictObject({ name, content: optional(z.string()) });

const requirement = z.strictObject({
  key: name,
  operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']),
  values: optional(z.array(scalar)),
});

/** The bases of a server's configuration that exist without the framework's database of templates. */
export const templates = [
  'tars.default',
  'tars.cpp',
  'tars.go',
  'tars.nodejs',
  'tars.java',
  'tars.php',
] as const;

/** A TARS server's values.yaml. */
export const tarsValues = z.strictObject({
  app: name.regex(/^[A-Za-z][A-Za-z0-9]*$/, 'letters and digits, a letter first'),
  server: name.regex(/^[A-Za-z][A-Za-z0-9]*$/, 'letters and digits, a letter first'),
  subtype: optional(z.enum(['tars', 'normal'])),
  template: optional(z.enum(templates)),
  profile: optional(z.string()),
  asyncThread: optional(z.int().min(1)),
  servants: optional(z.array(servant)),
  normal: optional(
    z.strictObject({
      ports: optional(z.array(z.strictObject({ name, port, isTcp: optional(z.boolean()) }))),
      command: optional(z.array(z.string())),
      args: optional(z.array(z.string())),
    }),
  ),
  replicas: optional(z.int().min(0).max(mostPods)),
  envVars: optional(z.array(z.strictObject({ name, value: optional(scalar) }))),
  hostNetwork: optional(z.boolean()),
  hostIPC: optional(z.boolean()),
  hostPorts: optional(z.array(z.strictObject({ nameRef: name, port }))),
  repo: z.strictObject({ id: optional(scalar), image: name, secret: optional(z.string()) }),
  appConfig: optional(z.array(file)),
  nodeConfig: optional(z.array(file.extend({ podSeq: z.int().min(0) }))),
  config: optional(z.array(file)),
  mounts: optional(z.array(mount)),
  labelMatch: optional(z.array(requirement)),
  nodeSelector: optional(z.array(requirement)),
  resources: optional(
    z.strictObject({ limits: amounts, requests: amounts, claims: optional(z.array(anything)) }),
  ),
  abilityAffinity: optional(z.enum(['AppRequired', 'ServerRequired', 'AppOrServerPreferred', 'None'])),
  notStacked: optional(z.boolean()),
  daemonSet: optional(z.boolean()),
  imagePullPolicy: optional(z.enum(['Always', 'IfNotPresent', 'Never'])),
  updateStrategy: optional(z.union([z.enum(['RollingUpdate', 'OnDelete']), updateStrategy])),
  podManagementPolicy: optional(z.enum(['OrderedReady', 'Parallel'])),
  launcherType: optional(z.enum(['background', 'foreground'])),
  important: optional(z.int()),
  user: optional(z.string()),
  reason: optional(z.string()),
  cloud: optional(anything),
  global: optional(anything),
});

export type TarsValues = z.output<typeof tarsValues>;
