import type { CommandTable } from '../program.ts';

/** All commands, under the headings of the help, in its order. */
export const commands: CommandTable = {
  'Run:': {
    up: async () => (await import('./up.ts')).addUp,
    start: async () => (await import('./start.ts')).addStart,
    migrate: async () => (await import('./migrate.ts')).addMigrate,
    wait: async () => (await import('./wait.ts')).addWait,
    initialize: async () => (await import('./initialize.ts')).addInitialize,
  },
  'Use:': {
    list: async () => (await import('./list.ts')).addList,
    get: async () => (await import('./get.ts')).addGet,
    call: async () => (await import('./call.ts')).addCall,
    collect: async () => (await import('./collect.ts')).addCollect,
    login: async () => (await import('./login.ts')).addLogin,
  },
  'Operate:': {
    config: async () => (await import('./config.ts')).addConfig,
    queue: async () => (await import('./queue.ts')).addQueue,
    doctor: async () => (await import('./doctor.ts')).addDoctor,
    secrets: async () => (await import('./secrets.ts')).addSecrets,
  },
  'Write services:': {
    new: async () => (await import('./new.ts')).addNew,
    generate: async () => (await import('./generate.ts')).addGenerate,
  },
  'Deliver:': {
    version: async () => (await import('./version.ts')).addVersion,
    image: async () => (await import('./image.ts')).addImage,
    chart: async () => (await import('./chart.ts')).addChart,
    tars: async () => (await import('./tars.ts')).addTars,
    openstack: async () => (await import('./openstack.ts')).addOpenStack,
  },
  'Shell:': {
    completion: async () => (await import('./completion.ts')).addCompletion,
  },
};
