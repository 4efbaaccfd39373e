export type { RunningServer } from '../server.ts';
export {
  type RestApplication,
  type RestOptions,
  type RestParts,
  type RestServer,
  startRest,
} from './server.ts';
export { startRestFor, startRestServer } from './start.ts';
