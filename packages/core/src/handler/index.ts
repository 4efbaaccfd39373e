export { type AppGrant, type IdentitySource, provideIdentity } from './authentication/source.ts';
export { compilePermissions } from './authorization/permission.ts';
export { frameworkHandlers, type HandlerBackend } from './framework.ts';
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
export { handlerOptions } from './options.ts';
export { registerHandler } from './registry.ts';
