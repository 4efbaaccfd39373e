import { ResourceScope } from '@hawser/proto/hawser/v1/options_pb.js';
import type { MethodInfo } from '../pipeline/method.ts';

/** SpaceONE writes `role_types = ["USER"]` for what any person may call, whatever the role. */
export const isAnyPerson = (roles: readonly string[]): boolean => roles.length === 1 && roles[0] === 'USER';

/** Whether a method is about the caller's own things: no app may call it, and the user's id is set from the token. */
export function isPersonal(method: MethodInfo): boolean {
  return method.scope === ResourceScope.USER || isAnyPerson(method.roles);
}
