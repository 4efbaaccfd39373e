import { ResourceScope } from '@hawser/proto/hawser/v1/options_pb.js';
import { z } from 'zod';
import { errors } from '../../error/index.ts';
import type { MethodInfo } from '../../pipeline/method.ts';
import type { Identity } from '../../transaction/index.ts';
import type { Authorize, HandlerFactory } from '../handler.ts';
import { handlerOptions } from '../options.ts';
import { isAnyPerson, isPersonal } from '../personal.ts';
import { compilePermissions } from './permission.ts';
import { compileRequestCheck } from './request.ts';

/** The options of `role`. */
export const roleOptions = z.strictObject({
  /** SpaceONE's old handlers name the identity service's address here. */
  uri: z.string().optional().meta({ noEffect: 'roles and permissions come with the token' }),
});

/**
 * The handler `role`: the caller's role must be one of the method's, the role's permissions must cover the method's, and
 * the request may name only resource groups and projects within the caller's reach. System tokens pass; public methods
 * are left alone.
 */
export const roleAuthorization: HandlerFactory = (_, given) => {
  handlerOptions('role', roleOptions, given);
  const compiled = new WeakMap<Identity, (permission: string) => boolean>();

  function holds(identity: Identity, permission: string): boolean {
    let check = compiled.get(identity);
    if (!check) {
      const { permissions } = identity;
      // As in SpaceONE, a role without a list may do all that its type may.
      check = permissions && permissions.length > 0 ? compilePermissions(permissions) : () => true;
      compiled.set(identity, check);
    }
    return check(permission);
  }

  return {
    stages(method) {
      if (method.public) return {};
      const { permission } = method;
      const admits = compileRoles(method);
      const authorize: Authorize = ({ identity }) => {
        if (!identity) throw errors.unauthenticated('nothing says who calls');
        if (identity.owner === 'SYSTEM') return;
        if (!admits(identity)) throw errors.permissionDenied();
        if (permission !== '' && !holds(identity, permission)) throw errors.permissionDenied();
      };
      return { authorize, mutateRequest: compileRequestCheck(method.desc.input) };
    },
  };
};

/** Whether a caller may call a method at all, by the method's roles and scope. */
function compileRoles(method: MethodInfo): (identity: Identity) => boolean {
  const roles = isAnyPerson(method.roles) ? [] : method.roles;
  const admits = (identity: Identity) => roles.length === 0 || roles.includes(identity.role);
  if (isPersonal(method)) return identity => identity.owner === 'USER' && admits(identity);
  if (method.scope === ResourceScope.SYSTEM && roles.length === 0) return () => false;
  return admits;
}
