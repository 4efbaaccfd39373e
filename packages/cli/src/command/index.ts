import type { Command } from 'commander';
import { addCall } from './call.ts';
import { addChart } from './chart.ts';
import { addCollect } from './collect.ts';
import { addCompletion } from './completion.ts';
import { addConfig } from './config.ts';
import { addDoctor } from './doctor.ts';
import { addGenerate } from './generate.ts';
import { addGet } from './get.ts';
import { addImage } from './image.ts';
import { addInitialize } from './initialize.ts';
import { addList } from './list.ts';
import { addLogin } from './login.ts';
import { addMigrate } from './migrate.ts';
import { addNew } from './new.ts';
import { addOpenStack } from './openstack.ts';
import { addQueue } from './queue.ts';
import { addSecrets } from './secrets.ts';
import { addStart } from './start.ts';
import { addTars } from './tars.ts';
import { addUp } from './up.ts';
import { addVersion } from './version.ts';
import { addWait } from './wait.ts';

/** Adds a command to the program. */
export type AddCommand = (program: Command) => void;

/** All commands, under the headings of the help, in its order. */
export const commands: Readonly<Record<string, readonly AddCommand[]>> = {
  'Run:': [addUp, addStart, addMigrate, addWait, addInitialize],
  'Use:': [addList, addGet, addCall, addCollect, addLogin],
  'Operate:': [addConfig, addQueue, addDoctor, addSecrets],
  'Write services:': [addNew, addGenerate],
  'Deliver:': [addVersion, addImage, addChart, addTars, addOpenStack],
  'Shell:': [addCompletion],
};
