import type { z } from 'zod';
import { backendValues } from './backend.ts';

/** Values of the chart of a supervisor: those of a backend, but for rights, which are given where plugins run and nowhere else. */
export const supervisorValues = backendValues.omit({ rbac: true });

/** Values as they are written in a file; every key may be left out. */
export type SupervisorValues = z.input<typeof supervisorValues>;
