import { create } from '@bufbuild/protobuf';
import { ValueSchema } from '@bufbuild/protobuf/wkt';
import { Manager } from '@hawser/core';
import { type Filter, FilterSchema } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { ServiceAccount } from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import type { Place } from './item.ts';
import type { Finder } from './rules.ts';

/** A condition of a query message: the field is equal to a text, or to one of several. */
export function equals(field: string, value: string | readonly string[]): Filter {
  const text = (one: string) => create(ValueSchema, { kind: { case: 'stringValue', value: one } });
  const wanted =
    typeof value === 'string'
      ? text(value)
      : create(ValueSchema, { kind: { case: 'listValue', value: { values: value.map(text) } } });
  return create(FilterSchema, {
    keyAlias: { case: 'k', value: field },
    valueAlias: { case: 'v', value: wanted },
    operatorAlias: { case: 'o', value: typeof value === 'string' ? 'eq' : 'in' },
  });
}

/** All workspaces of the domain are looked through: a rule may move a resource from one to another. */
const options = { token: 'system', headers: { x_workspace_id: '' } } as const;

/** Finds projects and service accounts for the rules of one run; each is asked for once. */
export class FinderManager extends Manager {
  /** A finder that remembers what it found, for one run. */
  open(): Finder {
    const remembered = new Map<string, Promise<Place | undefined>>();
    const once = (key: string, ask: () => Promise<Place | undefined>) => {
      const known = remembered.get(key);
      if (known) return known;
      const asked = ask();
      remembered.set(key, asked);
      return asked;
    };
    return {
      project: (field, value) => once(`project ${field} ${value}`, () => this.#project(field, value)),
      serviceAccount: (field, value) =>
        once(`account ${field} ${value}`, () => this.#serviceAccount(field, value)),
    };
  }

  async #project(field: string, value: string): Promise<Place | undefined> {
    const query = {
      filter: [equals(field, value)],
      only: ['project_id', 'workspace_id'],
      page: { limit: 1 },
    };
    const [found] = (await this.ask(Project).list({ query }, options)).results;
    return (
      found && { workspaceId: found.workspaceId, projectId: found.projectId, serviceAccountId: undefined }
    );
  }

  async #serviceAccount(field: string, value: string): Promise<Place | undefined> {
    const only = ['service_account_id', 'project_id', 'workspace_id'];
    const query = { filter: [equals(field, value)], only, page: { limit: 1 } };
    const [found] = (await this.ask(ServiceAccount).list({ query }, options)).results;
    if (!found) return undefined;
    const { workspaceId, projectId, serviceAccountId } = found;
    return { workspaceId, projectId: projectId || undefined, serviceAccountId };
  }
}
