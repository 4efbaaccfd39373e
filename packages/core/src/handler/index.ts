export type {
  Authenticate,
  Authorize,
  EventDetail,
  EventState,
  Handler,
  HandlerFactory,
  Mutate,
  Notify,
  Stages,
} from './handler.ts';
export { registerHandler } from './registry.ts';
