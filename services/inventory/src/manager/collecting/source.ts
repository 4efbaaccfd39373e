/** What a run collects with and for: everything that its resources have in common. */
export interface Source {
  domainId: string;
  workspaceId: string;
  /** Where the secret belongs; resources go there unless a rule says otherwise. */
  projectId: string | undefined;
  serviceAccountId: string | undefined;
  /** Empty where a plugin needs none. */
  secretId: string;
  collectorId: string;
  pluginId: string;
  jobId: string;
  jobTaskId: string;
  /** Which part of the task this is. */
  part: number;
  /** Which time this part is run, from 1. */
  attempt: number;
}

/** Names a run, so that what it created is known when its part is run again. */
export const runOf = ({ jobTaskId, part, attempt }: Source): string => `${jobTaskId}/${part}/${attempt}`;
