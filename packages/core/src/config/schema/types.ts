import { z } from 'zod';

/** A TCP port; 0 lets the system choose a free one. */
export const port = () => z.int().min(0).max(65535);

/** A duration in seconds. Whole or not; the key says what it counts. */
export const seconds = () => z.number().min(0).max(31_536_000);

/** A positive number of things, at most `most`. */
export const count = (most: number) => z.int().min(1).max(most);

/** Text that is masked wherever the configuration is shown. */
export const secret = () => z.string().meta({ secret: true });

/** Where a service listens: `grpc://host:port`, with TLS `grpc+ssl://host:port`; SpaceONE's version suffix may follow. */
export const endpoint = () =>
  z
    .string()
    .regex(
      /^(grpc|grpc\+ssl|http|https):\/\/[^\s/]+(\/\S*)?$/,
      'expected grpc://host:port or grpc+ssl://host:port',
    )
    .meta({ secret: false })
    .describe(
      '`grpc://host:port`; with TLS `grpc+ssl://host:port`. A version behind it, as in SpaceONE’s, is fine.',
    );

/** `[A-Za-z]…/…` names of the tz database that this Node knows. */
export const timeZone = () => z.string().refine(isTimeZone, 'expected a time zone such as UTC or Asia/Seoul');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Keys of which a map may have those before or those after, not both. */
export interface Either {
  one: readonly string[];
  other: readonly string[];
}

/** Checks `either` of a map, also when something else in it is wrong, so that all problems are reported at once. */
export function either<S extends z.ZodType>(schema: S, { one, other }: Either): S {
  const given = (map: unknown, keys: readonly string[]) =>
    typeof map === 'object' &&
    map !== null &&
    keys.some(key => (map as Record<string, unknown>)[key] !== undefined);
  return schema.refine(map => !(given(map, one) && given(map, other)), {
    error: `give ${one.join(', ')}, or ${other.join(', ')}, not both; null takes away what a lower layer gives`,
    when: () => true,
  });
}
