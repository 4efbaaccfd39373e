import { Service } from '@hawser/core';
import { conditions } from '@hawser/core/connector/postgres';
import {
  JobTask,
  type JobTaskQuery,
  JobTaskQuerySchema,
  type JobTaskRequest,
  type JobTaskStatQuery,
} from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import { JobManager } from '../manager/job.ts';

/** What a job did with each of its secrets, while it runs and after. */
export class JobTaskService extends Service(JobTask) {
  readonly #tasks = this.manager(JobManager).tasks;

  async delete({ jobTaskId }: JobTaskRequest) {
    await this.#tasks.delete(jobTaskId);
    return {};
  }

  get({ jobTaskId }: JobTaskRequest) {
    return this.#tasks.get(jobTaskId);
  }

  list(request: JobTaskQuery) {
    return this.#tasks.list(request.query, conditions(JobTaskQuerySchema, request));
  }

  stat({ query }: JobTaskStatQuery) {
    return this.#tasks.stat(query);
  }
}
