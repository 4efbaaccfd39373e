/** Where the compiled schemas of an API group are. The groups of Kubernetes itself are all in `kubernetes-models`. */
const PACKAGES: readonly [group: RegExp, name: string][] = [
  [/^gateway\.networking\.k8s\.io$/, '@kubernetes-models/gateway-api'],
  [/^keda\.sh$/, '@kubernetes-models/keda'],
  [/^monitoring\.coreos\.com$/, '@kubernetes-models/prometheus-operator'],
  [/^external-secrets\.io$/, '@kubernetes-models/external-secrets'],
  [/^(?:[a-z]+|[a-z.]+\.k8s\.io)?$/, 'kubernetes-models'],
];

/** What ajv found, as the compiled schemas give it. */
export interface SchemaError {
  /** A JSON pointer. */
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
  message?: string;
}

/** Checks a value by the schema of its kind; every problem, not just the first. Reads the value and doesn't change it. */
export type Check = (value: object) => readonly SchemaError[];

/** Each kind's check, loaded once; undefined where no package has the kind. */
const loaded = new Map<string, Promise<Check | undefined>>();

/** The check of a kind, as `apps/v1` and `Deployment`; undefined when no such kind is known in that version of its API. */
export function checkOf(apiVersion: string, kind: string): Promise<Check | undefined> {
  const key = `${apiVersion}/${kind}`;
  let check = loaded.get(key);
  if (check === undefined) {
    check = load(apiVersion, kind);
    loaded.set(key, check);
  }
  return check;
}

/** What a module of these packages exports under a kind's name. */
interface Model {
  kind?: string;
  prototype: { validate(this: object): void };
}

async function load(apiVersion: string, kind: string): Promise<Check | undefined> {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const name = PACKAGES.find(([groups]) => groups.test(group))?.[1];
  // Alpha and beta versions of Kubernetes' own API aren't served unless an administrator asks for them.
  if (name === 'kubernetes-models' && !/(?:^|\/)v\d+$/.test(apiVersion)) return undefined;
  // The specifier is made of what a manifest says, so nothing but plain names may be in it.
  if (name === undefined || !/^[a-z0-9./-]+$/.test(apiVersion) || !/^[A-Z][A-Za-z0-9]*$/.test(kind))
    return undefined;
  let module: Record<string, unknown>;
  try {
    module = (await import(`${name}/${apiVersion}/${kind}`)) as Record<string, unknown>;
  } catch (error) {
    // A package that is missing is a broken installation; only a missing module says that the kind is unknown.
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return undefined;
    if (code === 'ERR_MODULE_NOT_FOUND' && !String(error).includes(`package '${name}'`)) return undefined;
    throw error;
  }
  const model = module[kind] as Model | undefined;
  // Parts of kinds, such as PodSpec, have a module of their own name too; those are types alone.
  if (typeof model !== 'function' || (model as Model).kind !== kind) return undefined;
  return value => {
    try {
      // The method's `this` is what is checked, so nothing needs to be copied into a model.
      (model as Model).prototype.validate.call(value);
      return [];
    } catch (error) {
      const errors = (error as { errors?: SchemaError[] }).errors;
      if (errors === undefined) throw error;
      return errors;
    }
  };
}
