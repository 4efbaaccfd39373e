import type { Migration } from '@hawser/core';
import { resources } from './0001-resources.ts';
import { collecting } from './0002-collecting.ts';
import { metrics } from './0003-metrics.ts';
import { notes } from './0004-notes.ts';
import { metricExamples } from './0005-metric-examples.ts';
import { querySets } from './0006-query-sets.ts';

/** The inventory's database, step by step. An applied step is never edited. */
export const migrations: readonly Migration[] = [
  resources,
  collecting,
  metrics,
  notes,
  metricExamples,
  querySets,
];
