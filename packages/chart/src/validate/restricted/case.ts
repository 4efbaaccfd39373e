import { exampleRelease } from '../testing.ts';

type Loose = Record<string, unknown>;

/** A pod of the table: what it differs in from a good one, and whether the restricted profile allows it. */
export interface PodCase {
  name: string;
  allowed: boolean;
  spec: Loose;
  annotations?: Record<string, string>;
  /** The field of the Pod that a refusal names. */
  path?: string;
}

const base = exampleRelease().migration.spec.template.spec as Loose & { containers: Loose[] };

/** A good pod with other fields in its spec. */
export const pod = (fields: Loose): Loose => ({ ...structuredClone(base), ...fields });

/** A good pod whose container has other fields. */
export const container = (fields: Loose, more: Loose = {}): Loose => ({
  ...pod(more),
  containers: [{ ...structuredClone(base.containers[0]!), ...fields }],
});

const good = base.containers[0]!['securityContext'] as Loose;

/** A good pod whose container has other fields in its security context; undefined leaves one out. */
export const context = (fields: Loose, more: Loose = {}): Loose =>
  container({ securityContext: { ...good, ...fields } }, more);

/** A good pod with other fields in its own security context. */
export const own = (fields: Loose): Loose =>
  pod({ securityContext: { ...(base['securityContext'] as Loose), ...fields } });

/** A pod that is allowed. */
export const allow = (name: string, spec: Loose, annotations?: Record<string, string>): PodCase => ({
  name,
  allowed: true,
  spec,
  ...(annotations && { annotations }),
});

/** A pod that is refused for the field at `path`. */
export const refuse = (
  name: string,
  path: string,
  spec: Loose,
  annotations?: Record<string, string>,
): PodCase => ({
  ...allow(name, spec, annotations),
  allowed: false,
  path,
});
