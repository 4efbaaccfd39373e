import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { keysOf, metaOf, typeName, unwrap } from './introspect.ts';
import { configSchema } from './schema.ts';

/**
 * The reference of a configuration as Markdown: a section a top-level key, and in it a table of every key below, with
 * type, default and meaning. `<name>` in a key stands for a name of the user's choice, `[]` for each item of a list.
 */
export function configReference(schema: z.ZodObject): string {
  const sections: string[] = [];
  const withoutEffect: string[] = [];
  for (const [key, value] of Object.entries(schema.shape as Record<string, z.ZodType>)) {
    const { description, noEffect } = metaOf(value);
    if (noEffect) withoutEffect.push(`- \`${key}\`: ${noEffect}.`);
    else sections.push(`### ${key}\n\n${description ?? ''}\n\n${table(key, value)}`);
  }
  if (withoutEffect.length) {
    sections.push(
      `### Keys without effect\n\nAccepted because SpaceONE’s files have them.\n\n${withoutEffect.join('\n')}`,
    );
  }
  return `${sections.join('\n\n')}\n`;
}

function table(key: string, schema: z.ZodType): string {
  const rows = [...rowsOf(key, schema, true)];
  return ['| Key | Type | Default | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function* rowsOf(path: string, schema: z.ZodType, top = false): Generator<string> {
  const inner = unwrap(schema);
  const keys = keysOf(inner);
  const below = inner instanceof z.ZodArray ? keysOf(inner.element as z.ZodType) : keys;
  const named = below && Object.keys(below.known).length > 0;
  // The section's text says already what a map at the top is.
  if (!(top && keys)) yield row(path, schema, top ? '' : undefined);
  if (inner instanceof z.ZodArray && named) yield* rowsBelow(`${path}[]`, inner.element as z.ZodType);
  else if (keys) yield* rowsBelow(path, inner);
}

function* rowsBelow(path: string, schema: z.ZodType): Generator<string> {
  const keys = keysOf(schema);
  for (const [key, value] of Object.entries(keys?.known ?? {})) yield* rowsOf(`${path}.${key}`, value);
  const others = keys?.others;
  if (!others || unwrap(others) instanceof z.ZodUnknown) return;
  if (keysOf(others)) yield* rowsBelow(`${path}.<name>`, others);
  else yield row(`${path}.<name>`, z.optional(others));
}

function row(path: string, schema: z.ZodType, description?: string): string {
  const meta = { ...metaOf(schema), ...(description !== undefined && { description }) };
  const also = meta.aliases?.length ? ` Also \`${meta.aliases.join('`, `')}\`.` : '';
  const hidden = meta.secret ? ' Masked when shown.' : '';
  const text = meta.noEffect
    ? `No effect: ${meta.noEffect}.`
    : `${meta.description ?? ''}${also}${hidden}`.trim();
  const cells = [`\`${path}\``, typeName(schema), defaultOf(schema, meta.defaultText), text];
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function defaultOf(schema: z.ZodType, text: string | undefined): string {
  if (text !== undefined) return text;
  if (schema instanceof z.ZodDefault) {
    const value: unknown = schema.def.defaultValue;
    const mebibytes = Number(value) / 1024 / 1024;
    const size = Number.isInteger(mebibytes) && mebibytes >= 1 ? ` (${mebibytes} MiB)` : '';
    return `\`${JSON.stringify(value)}\`${size}`;
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault) return '–';
  return '**required**';
}

/** What stands before and after the generated part of a page. */
const markers = ['<!-- keys: generated from the schema -->', '<!-- keys: end -->'] as const;

/** A page with its generated part renewed. */
export function renewReference(page: string, schema: z.ZodObject): string {
  const [before, rest] = page.split(markers[0]);
  const after = rest?.split(markers[1])[1];
  if (before === undefined || after === undefined) throw new Error(`The page lacks ${markers.join(' … ')}`);
  return `${before}${markers[0]}\n\n${configReference(schema)}\n${markers[1]}${after}`;
}

if (import.meta.main) {
  const page = new URL('../../../../docs/reference/configuration.md', import.meta.url);
  writeFileSync(page, renewReference(readFileSync(page, 'utf8'), configSchema));
}
