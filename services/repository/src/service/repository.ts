import { Service } from '@hawser/core';
import { Repository, type RepositoryQuery } from '@hawser/proto/spaceone/api/repository/v1/repository_pb.js';

/** The one repository that there is: this service's own catalogue. */
const local = { repositoryId: 'repo-local', name: 'Local', repositoryType: 'LOCAL' };

/** The repositories that plugins may come from. */
export class RepositoryService extends Service(Repository) {
  list({ repositoryId, repositoryType }: RepositoryQuery) {
    const asked = (given: string, own: string) => given === '' || given === own;
    const matches = asked(repositoryId, local.repositoryId) && asked(repositoryType, local.repositoryType);
    return { results: matches ? [local] : [], totalCount: matches ? 1 : 0 };
  }
}
