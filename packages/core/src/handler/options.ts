import { z } from 'zod';

/**
 * Checks a handler's options when the application starts.
 * @throws Error naming the handler and every option that is unknown or wrong.
 */
export function handlerOptions<S extends z.ZodType>(
  name: string,
  schema: S,
  options: Readonly<Record<string, unknown>>,
): z.output<S> {
  const checked = schema.safeParse(options);
  if (checked.success) return checked.data;
  throw new Error(
    `the options of the handler "${name}" in HANDLERS are wrong:\n${z.prettifyError(checked.error)}`,
  );
}
