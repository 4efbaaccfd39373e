import type { Command } from 'commander';
import { addCall } from './call.ts';
import { addConfig } from './config.ts';
import { addGet } from './get.ts';
import { addList } from './list.ts';
import { addMigrate } from './migrate.ts';
import { addStart } from './start.ts';
import { addUp } from './up.ts';

/** Adds a command to the program. */
export type AddCommand = (program: Command) => void;

/** All commands, under the headings of the help, in its order. */
export const commands: Readonly<Record<string, readonly AddCommand[]>> = {
  'Run:': [addUp, addStart, addMigrate],
  'Use:': [addCall, addList, addGet],
  'Operate:': [addConfig],
};
