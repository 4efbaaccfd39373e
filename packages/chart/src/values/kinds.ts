import type { z } from 'zod';
import { backendValues } from './backend.ts';
import { frontendValues, staticValues } from './frontend.ts';
import { initializerValues } from './initializer.ts';
import { pluginValues } from './plugin.ts';
import { supervisorValues } from './supervisor.ts';
import { umbrellaValues } from './umbrella.ts';

/** The values that each kind of chart knows. */
export const valuesByKind = {
  backend: backendValues,
  supervisor: supervisorValues,
  plugin: pluginValues,
  frontend: frontendValues,
  static: staticValues,
  initializer: initializerValues,
  umbrella: umbrellaValues,
} as const satisfies Readonly<Record<string, z.ZodObject>>;

/** Kinds of chart, as the annotation `hawser/kind` of a Chart.yaml names them; a chart without it is a backend. */
export type ValuesKind = keyof typeof valuesByKind;
