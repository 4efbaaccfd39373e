import type { ZodObject } from 'zod';
import { anonymousAuthentication, anonymousOptions } from './authentication/anonymous.ts';
import { jwtAuthentication, jwtOptions } from './authentication/jwt.ts';
import { roleAuthorization, roleOptions } from './authorization/role.ts';
import { auditEvents, auditOptions } from './event/audit.ts';
import type { HandlerFactory } from './handler.ts';
import { tenancyMutation, tenancyOptions } from './mutation/tenancy.ts';

/** A handler as the configuration knows it. */
export interface HandlerBackend {
  factory: HandlerFactory;
  /** Its name and its aliases, such as other systems' names. In those a colon is as good as the last dot. */
  names: readonly [string, ...string[]];
  options: ZodObject;
}

const spaceone = 'spaceone.core.handler';

/** The handlers that come with the framework. */
export const frameworkHandlers: readonly HandlerBackend[] = [
  {
    factory: jwtAuthentication,
    names: [
      'jwt',
      `${spaceone}.authentication_handler.SpaceONEAuthenticationHandler`,
      `${spaceone}.authentication_handler.AuthenticationGRPCHandler`,
    ],
    options: jwtOptions,
  },
  { factory: anonymousAuthentication, names: ['anonymous'], options: anonymousOptions },
  {
    factory: roleAuthorization,
    names: [
      'role',
      `${spaceone}.authorization_handler.SpaceONEAuthorizationHandler`,
      `${spaceone}.authorization_handler.AuthorizationGRPCHandler`,
    ],
    options: roleOptions,
  },
  {
    factory: tenancyMutation,
    names: ['tenancy', `${spaceone}.mutation_handler.SpaceONEMutationHandler`],
    options: tenancyOptions,
  },
  { factory: auditEvents, names: ['audit'], options: auditOptions },
];
