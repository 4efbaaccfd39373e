import { z } from 'zod';

/** A map whose keys are all optional, and no others are known. */
export const map = <S extends z.core.$ZodLooseShape>(shape: S) => z.strictObject(shape).partial();

/** What a key means, and what holds where it isn't given, as text for tables where it isn't a plain value. */
export interface KeyText {
  /** The value that holds where the key is absent. */
  default?: unknown;
  /** The same in words, where it depends on something. */
  defaultText?: string;
}

/** A key with its description: a sentence or two for people. */
export const key = <S extends z.ZodType>(schema: S, description: string, text: KeyText = {}): S =>
  schema.meta({ description, ...text }) as S;

export const text = () => z.string();
export const flag = () => z.boolean();

/** A whole number of things or seconds. */
export const whole = (least = 0, most = 2_147_483_647) => z.int().min(least).max(most);

/** A TCP port. */
export const port = () => z.int().min(1).max(65_535);

/**
 * The name of an object of Kubernetes that others' names are made from, with room for what is added. Lengths aren't in the patterns:
 * Helm compiles these at each rendering, and a counted repetition is as long as it counts.
 */
export const objectName = (most = 47) =>
  z
    .string()
    .max(most)
    .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, 'lower-case letters, digits and dashes');

/** The name of any other object: lower-case, with dots. */
export const anyName = () =>
  z
    .string()
    .max(253)
    .regex(/^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$/);

/** What Kubernetes knows and Hawser hands on as it is: a map of its API. */
export const open = () => z.record(z.string(), z.unknown());

/** A list of such maps. */
export const openList = () => z.array(open());

/** Names and text: labels, annotations. A value that is null is left out, as is the key `nil`. */
export const pairs = () => z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** An amount of storage or memory, such as `1Gi`, or of processor time, such as `500m`. */
export const quantity = () => z.union([z.string().regex(/^[0-9.]+([EPTGMK]i?|[numk])?$/), z.number()]);

/** A number, or a share such as `25%`. */
export const share = () => z.union([whole(), z.string().regex(/^[0-9]+%$/)]);

/** Requests and limits of a container, in Kubernetes' form. */
export const resources = () =>
  map({
    requests: key(z.record(z.string(), quantity()), 'What the container is given at least.'),
    limits: key(z.record(z.string(), quantity()), 'What it may use at most.'),
    claims: key(openList(), 'Claims of dynamic resources.'),
  });
