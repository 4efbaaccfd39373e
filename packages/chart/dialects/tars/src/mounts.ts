import { z } from 'zod';
import { quantity } from './quantity.ts';

// What a mount can be of. Kubernetes has the same maps, and refuses what isn't in them only when it is sent there.

const text = z.string().min(1);
const optional = <T extends z.ZodType>(type: T) => type.nullish();
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** A file's mode. A leading zero makes a number octal: `0644` is 420, and 644 would be beyond the highest. */
const mode = z.int().min(0).max(0o777, 'a mode is octal, at most 0777: write 0644, with a zero before it');
const items = z.array(z.strictObject({ key: text, path: text, mode: optional(mode) }));

/** Whether a path goes up. Helm's expressions can't say so, so its schema doesn't. */
const climbs = (path: string) => path.split('/').includes('..');

/** A name that objects can have: of a claim, a Secret, a ConfigMap. */
const objectName = z
  .string()
  .regex(
    /^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/,
    'no object can have that name: lower-case letters, digits, "-" and "." only',
  );

const accessModes = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'] as const;

const claim = z.looseObject({
  accessModes: z.array(z.enum(accessModes)).min(1, 'needs an access mode, such as ReadWriteOnce'),
  resources: z.looseObject({ requests: z.looseObject({ storage: quantity }) }),
  storageClassName: optional(z.string()),
});

const hostPathTypes = [
  '',
  'DirectoryOrCreate',
  'Directory',
  'FileOrCreate',
  'File',
  'Socket',
  'CharDevice',
  'BlockDevice',
];

const source = z.strictObject({
  hostPath: optional(
    z.strictObject({
      path: text.refine(path => !climbs(path), 'has no ".." in it'),
      type: optional(z.enum(hostPathTypes)),
    }),
  ),
  emptyDir: optional(z.strictObject({ medium: optional(z.string()), sizeLimit: optional(quantity) })),
  secret: optional(
    z.strictObject({
      secretName: objectName,
      items: optional(items),
      defaultMode: optional(mode),
      optional: optional(z.boolean()),
    }),
  ),
  configMap: optional(
    z.strictObject({
      name: objectName,
      items: optional(items),
      defaultMode: optional(mode),
      optional: optional(z.boolean()),
    }),
  ),
  downwardAPI: optional(
    z.strictObject({ items: optional(z.array(z.looseObject({ path: text }))), defaultMode: optional(mode) }),
  ),
  persistentVolumeClaim: optional(z.strictObject({ claimName: text, readOnly: optional(z.boolean()) })),
  persistentVolumeClaimTemplate: optional(
    z.strictObject({ metadata: optional(z.looseObject({})), spec: claim }),
  ),
  tLocalVolume: optional(
    z.strictObject({ uid: optional(scalar), gid: optional(scalar), mode: optional(scalar) }),
  ),
});

/** A path below a volume. */
const below = z
  .string()
  .refine(
    path => !path.startsWith('/') && !climbs(path),
    'is a path below the volume: no "/" at its beginning and no ".."',
  );

/** A volume, and where the server sees it. */
export const mount = z.strictObject({
  name: text,
  source,
  mountPath: text,
  readOnly: optional(z.boolean()),
  subPath: optional(below),
  subPathExpr: optional(below),
  mountPropagation: optional(z.enum(['None', 'HostToContainer', 'Bidirectional'])),
});
