/** The SQL of those who look after a queue, for the schema `s`; put together once. `$1` is the queue's name. */
export function adminStatements(s: string) {
  const select = `SELECT id::text, queue, task, payload, state::text, key, priority, attempt,
  retry_limit AS "retryLimit", run_at AS "runAt", created_at AS "createdAt", started_at AS "startedAt",
  finished_at AS "finishedAt", worker, progress, error, cancelling AND state = 'active' AS cancelling
FROM ${s}.job`;

  return {
    get: `${select} WHERE queue = $1 AND id = $2::bigint`,

    list: `${select} WHERE queue = $1 ORDER BY job.id DESC OFFSET $2 LIMIT $3`,

    listState: `${select} WHERE queue = $1 AND state = $4::${s}.job_state ORDER BY job.id DESC OFFSET $2 LIMIT $3`,

    cancel: `
WITH cancelled AS (
  UPDATE ${s}.job SET cancelling = true,
    state = CASE state WHEN 'active' THEN state ELSE 'cancelled' END,
    finished_at = CASE state WHEN 'active' THEN NULL ELSE now() END
  WHERE queue = $1 AND id = $2::bigint AND state IN ('waiting', 'delayed', 'active') RETURNING id, state
)
SELECT state::text, CASE state WHEN 'active' THEN pg_notify('${s}', 'cancel ' || $1 || ' ' || id) END AS told
FROM cancelled`,

    requeue: `
WITH requeued AS (
  UPDATE ${s}.job SET state = 'waiting', attempt = 0, run_at = now(), finished_at = NULL, cancelling = false,
    progress = NULL
  WHERE queue = $1 AND id = $2::bigint AND state IN ('dead', 'cancelled') RETURNING id
)
SELECT pg_notify('${s}', 'wake ' || $1) FROM requeued`,

    depth: `
SELECT (SELECT count(*) FROM ${s}.job WHERE queue = $1 AND state = 'waiting')::integer AS waiting,
  (SELECT count(*) FROM ${s}.job WHERE queue = $1 AND state = 'delayed')::integer AS delayed,
  (SELECT count(*) FROM ${s}.job WHERE queue = $1 AND state = 'active')::integer AS active,
  (SELECT count(*) FROM ${s}.job WHERE queue = $1 AND state = 'dead')::integer AS dead`,
  };
}

/** The texts by their names. */
export type AdminStatements = ReturnType<typeof adminStatements>;
