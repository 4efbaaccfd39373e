import { errors, Manager } from '@hawser/core';
import { newId, Postgres, ResourceStore, type Values } from '@hawser/core/connector/postgres';
import { issueToken } from '@hawser/core/token';
import {
  type AppInfo,
  AppInfo_ResourceGroup,
  AppInfo_RoleType,
  type AppInfoSchema,
} from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { apps } from '../model/app.ts';
import { KeyManager } from './keys.ts';

/** An app with the secret that it calls with. The secret is told this once. */
export type AppWithSecret = AppInfo & { clientSecret: string };

const dayMs = 86_400_000;
const longestDays = 365;

/** Programs that call in their own right, with a token that holds for up to a year. */
export class AppManager extends Manager {
  readonly #keys = this.manager(KeyManager);
  readonly apps = new ResourceStore(this.connector(Postgres), apps);

  async create(values: Values<typeof AppInfoSchema>): Promise<AppWithSecret> {
    const clientId = newId('client');
    const app = await this.apps.create({ ...values, clientId });
    return this.#withSecret(app);
  }

  /** A new secret in the place of the old one, which opens nothing any more. */
  async renewSecret(appId: string, expiredAt?: string): Promise<AppWithSecret> {
    return this.#withSecret(await this.apps.update(appId, { clientId: newId('client'), expiredAt }));
  }

  async #withSecret(app: AppInfo): Promise<AppWithSecret> {
    const { domainId, workspaceId, appId, clientId, roleType, resourceGroup, expiredAt } = app;
    const content = {
      typ: 'CLIENT_SECRET' as const,
      own: 'APP' as const,
      did: domainId,
      aud: appId,
      jti: clientId,
      rol: AppInfo_RoleType[roleType],
      wid: resourceGroup === AppInfo_ResourceGroup.DOMAIN ? undefined : workspaceId,
    };
    const seconds = Math.floor((Date.parse(expiredAt) - Date.now()) / 1000);
    const clientSecret = await issueToken(content, await this.#keys.key(domainId, 'access_private'), seconds);
    return { ...app, clientSecret };
  }
}

/** When an app's secret expires: as asked, else in a year. @throws INVALID_PARAMETER when that is past or too far off */
export function expiry(asked: string): string {
  const latest = Date.now() + longestDays * dayMs;
  if (!asked) return new Date(latest).toISOString();
  const iso = /^\d{4}-\d{2}-\d{2}$/.test(asked) ? `${asked}T00:00:00Z` : asked.replace(' ', 'T');
  const time = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`);
  if (Number.isNaN(time)) throw errors.invalid('expired_at', 'it is no ISO 8601 time');
  if (time > latest + dayMs) throw errors.invalid('expired_at', `an app expires within ${longestDays} days`);
  if (time <= Date.now()) throw errors.invalid('expired_at', 'it is past');
  return new Date(Math.min(time, latest)).toISOString();
}
