import type { z } from 'zod';
import { backendValues } from './backend.ts';

/** The values that each kind of chart knows. */
export const valuesByKind = {
  backend: backendValues,
} as const satisfies Readonly<Record<string, z.ZodObject>>;

/** Kinds of chart, as the annotation `hawser/kind` of a Chart.yaml names them. */
export type ValuesKind = keyof typeof valuesByKind;
