import { randomBytes } from 'node:crypto';
import type { Kept, Site } from '@hawser/core';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { System } from '@hawser/proto/spaceone/api/identity/v2/system_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { mayMake, onBehalf, systemToken, type Tenant } from './tenant.ts';

/** Who the first start makes: the administrator of the first domain. */
const administrator = 'admin@hawser.local';

/** The domain that the first start makes. */
const firstDomain = 'default';

/** The workspace that the first start makes. */
const firstWorkspace = 'Default';

/**
 * Makes the system, the first domain with its administrator and a generated password, and a workspace, unless they are
 * there, and keeps how to log in.
 *
 * @returns the tenant, undefined where it isn't there and may not be made; and whether the system was made just now
 */
export async function ensureFirstDomain(site: Site): Promise<{ tenant: Tenant | undefined; made: boolean }> {
  const known = await site.credentials.read();
  const there = await findDomain(site);
  if (there.initialized && there.domainId) {
    const workspaceId = await ensureWorkspace(site, there.domainId);
    if (!workspaceId) return { tenant: undefined, made: false };
    if (!known?.password)
      site.note(`the password of ${administrator} isn't known here: the domain was made by another run`);
    await keep(site, known ?? { user_id: administrator }, { domainId: there.domainId, workspaceId });
    return { tenant: { domainId: there.domainId, workspaceId }, made: false };
  }
  if (!mayMake(site, `the first domain "${firstDomain}", its administrator ${administrator} and a workspace`))
    return { tenant: undefined, made: false };
  // The password is written down before it is set: a crash in between must not lock everyone out.
  const login = { ...known, user_id: administrator, password: known?.password ?? newPassword() };
  await site.credentials.write(login);
  const admin = { userId: login.user_id, password: login.password, name: 'Administrator' };
  if (!there.initialized) {
    await site.step('System', async () => {
      const token = site.systemToken.read();
      const init = await site.client(System).init({ admin }, token ? { token } : {});
      await site.systemToken.write(init.systemToken);
    });
  }
  const domainId = await site.step('First domain', async () => {
    const made = await site.client(Domain).create({ name: firstDomain, admin }, { token: systemToken(site) });
    return made.domainId;
  });
  const workspaceId = (await ensureWorkspace(site, domainId))!;
  await keep(site, login, { domainId, workspaceId });
  return { tenant: { domainId, workspaceId }, made: !there.initialized };
}

/** The root domain, which the system itself makes, only administers other domains: it says that there is a system. */
async function findDomain(site: Site): Promise<{ initialized: boolean; domainId?: string | undefined }> {
  const token = site.systemToken.read();
  if (!token) return { initialized: false };
  const domains = site.client(Domain);
  const root = await domains.list({ name: 'root' }, { token });
  const first = await domains.list({ name: firstDomain }, { token });
  return { initialized: root.results.length > 0, domainId: first.results[0]?.domainId };
}

async function ensureWorkspace(site: Site, domainId: string): Promise<string | undefined> {
  const workspaces = site.client(Workspace);
  const options = onBehalf(site, { domainId });
  const { results } = await workspaces.list({ name: firstWorkspace }, options);
  if (results[0]) return results[0].workspaceId;
  if (!mayMake(site, `the workspace "${firstWorkspace}"`)) return undefined;
  return (await workspaces.create({ name: firstWorkspace }, options)).workspaceId;
}

async function keep(site: Site, login: Kept, { domainId, workspaceId }: Tenant): Promise<void> {
  if (site.mode === 'READ_ONLY') return;
  await site.credentials.write({ ...login, domain_id: domainId, workspace_id: workspaceId });
}

/** 144 random bits, with what password rules ask for: small and large letters, digits and another character. */
const newPassword = () => `${randomBytes(18).toString('base64url')}-aA1`;
