import type { JobTaskInfo } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import { paint } from '../terminal/paint.ts';

/** What the tasks of a job have done so far. */
export interface Counts {
  created: number;
  updated: number;
  failed: number;
  disconnected: number;
}

/** How far a job is. */
export interface Progress extends Counts {
  /** Tasks in all, and those that have ended. */
  total: number;
  ended: number;
}

/** Shows how far a job is. */
export interface ProgressView {
  show(progress: Progress): void;
  note(line: string): void;
  close(): void;
}

const barWidth = 24;

/** Adds the tasks' counts. */
export const sumOf = (tasks: readonly JobTaskInfo[]): Counts =>
  tasks.reduce(
    (sum, task) => ({
      created: sum.created + task.createdCount,
      updated: sum.updated + task.updatedCount,
      failed: sum.failed + task.failureCount,
      disconnected: sum.disconnected + task.disconnectedCount,
    }),
    { created: 0, updated: 0, failed: 0, disconnected: 0 },
  );

/** `12 created, 3 updated, 0 failed`. */
export const summary = ({ created, updated, failed, disconnected }: Counts): string =>
  `${created} created, ${updated} updated, ${failed} failed${disconnected ? `, ${disconnected} disconnected` : ''}`;

/** A bar in place on a terminal; else a line whenever something has changed. */
export function progressView(stream: NodeJS.WriteStream): ProgressView {
  return stream.isTTY ? barView(stream) : lineView(stream);
}

const lineOf = (progress: Progress): string =>
  `${progress.ended}/${progress.total} tasks  ${summary(progress)}`;

function lineView(stream: NodeJS.WriteStream): ProgressView {
  let last = '';
  const note = (line: string) => void stream.write(`${line}\n`);
  return {
    show: progress => {
      const line = lineOf(progress);
      if (line !== last) note(line);
      last = line;
    },
    note,
    close: () => {},
  };
}

function barView(stream: NodeJS.WriteStream): ProgressView {
  const began = Date.now();
  let drawn = false;
  const erase = () => {
    if (drawn) stream.write('\r\x1b[2K');
    drawn = false;
  };
  return {
    show: progress => {
      const seconds = Math.round((Date.now() - began) / 1000);
      const line = `${bar(progress, stream)} ${lineOf(progress)}  ${seconds} s`;
      erase();
      stream.write(line);
      drawn = true;
    },
    note: line => {
      erase();
      stream.write(`${line}\n`);
    },
    close: () => {
      if (drawn) stream.write('\n');
      drawn = false;
    },
  };
}

function bar({ ended, total }: Progress, stream: NodeJS.WriteStream): string {
  const full = total > 0 ? Math.round((ended / total) * barWidth) : 0;
  return `${paint('green', '█'.repeat(full), stream)}${paint('dim', '░'.repeat(barWidth - full), stream)}`;
}
