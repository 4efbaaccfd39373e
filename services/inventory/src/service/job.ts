import { errors, Service } from '@hawser/core';
import { conditions } from '@hawser/core/connector/postgres';
import {
  Job,
  type JobAnalyzeQuery,
  type JobRequest,
  type JobStatQuery,
  type JobsQuery,
  JobsQuerySchema,
} from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobManager } from '../manager/job.ts';

/** Runs of collectors. */
export class JobService extends Service(Job) {
  readonly #manager = this.manager(JobManager);
  readonly #jobs = this.#manager.store;

  async delete({ jobId }: JobRequest) {
    await this.#manager.delete(jobId);
    return {};
  }

  get({ jobId }: JobRequest) {
    return this.#jobs.get(jobId);
  }

  list(request: JobsQuery) {
    return this.#jobs.list(request.query, conditions(JobsQuerySchema, request));
  }

  async analyze({ query }: JobAnalyzeQuery) {
    if (!query?.fields) throw errors.required('query.fields');
    return this.#jobs.analyze(query);
  }

  stat({ query }: JobStatQuery) {
    return this.#jobs.stat(query);
  }
}
