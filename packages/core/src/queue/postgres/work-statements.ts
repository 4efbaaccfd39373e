/**
 * The SQL that producers and workers send, for the schema `s`; put together once. `$1` is the queue's name. The
 * notification channel is called as the schema is, and tells `wake <queue>`, `due <queue>` or `cancel <queue> <id>`.
 */
export function workStatements(s: string) {
  /**
   * The jobs with the ids in `$2` whose leases, in `$3`, are still held. Leases are never used twice, and an ended one
   * is null, so no pairs need be compared: a join with them, or a look at the state, has plans that grow with the
   * square of the batch or with the jobs of the past.
   */
  const held = `WHERE id = ANY ($2::bigint[]) AND lease = ANY ($3::bigint[]) AND queue = $1`;

  const lastAttempt = `(attempt > retry_limit OR ($5::boolean[])[array_position($2::bigint[], id)])`;

  return {
    // Ids are drawn first, so that each request's answer is known by its place.
    send: `
WITH input AS MATERIALIZED (
  SELECT nextval('${s}.job_id_seq') AS id, d.* FROM unnest($2::text[], $3::json[], $4::text[], $5::bigint[],
    $6::smallint[], $7::integer[], $8::integer[], $9::integer[]) WITH ORDINALITY
    AS d (task, payload, key, delay, priority, retry_limit, retry_delay, retry_delay_max, place)
), sent AS (
  INSERT INTO ${s}.job (id, queue, task, payload, state, key, priority, retry_limit, retry_delay, retry_delay_max,
    run_at)
  SELECT id, $1, task, payload, CASE WHEN delay > 0 THEN 'delayed' ELSE 'waiting' END::${s}.job_state, key, priority,
    retry_limit, retry_delay, retry_delay_max, now() + delay * interval '1 ms'
  FROM input ORDER BY place
  ON CONFLICT DO NOTHING RETURNING id, state
), told AS MATERIALIZED (
  SELECT pg_notify('${s}', CASE state WHEN 'waiting' THEN 'wake ' ELSE 'due ' END || $1)
  FROM (SELECT DISTINCT state FROM sent) AS states
)
SELECT CASE WHEN sent.id IS NOT NULL THEN input.id::text END AS id, (SELECT count(*) FROM told) AS told
FROM input LEFT JOIN sent ON sent.id = input.id ORDER BY place`,

    fetch: `
SELECT id, lease, task, payload, attempt, retry_limit AS "retryLimit", priority FROM ${s}.fetch($1, $2, $3, $4)`,

    complete: `
UPDATE ${s}.job SET state = 'completed', finished_at = now(), lease = NULL, lease_until = NULL, error = NULL
${held} RETURNING id::text`,

    // `$4` and `$5` are the reasons and whether no other attempt would help.
    fail: `
UPDATE ${s}.job SET lease = NULL, lease_until = NULL, error = ($4::text[])[array_position($2::bigint[], id)],
  state = CASE WHEN cancelling THEN 'cancelled' WHEN ${lastAttempt} THEN 'dead' ELSE 'delayed' END::${s}.job_state,
  finished_at = CASE WHEN cancelling OR ${lastAttempt} THEN now() END,
  run_at = now() + least(retry_delay_max, retry_delay * 2.0 ^ least(attempt - 1, 30)) * (0.5 + random() / 2)
    * interval '1 ms'
${held} RETURNING id::text, state::text`,

    release: `
WITH released AS (
  UPDATE ${s}.job SET attempt = attempt - 1, lease = NULL, lease_until = NULL,
    state = CASE WHEN cancelling THEN 'cancelled' ELSE 'waiting' END::${s}.job_state,
    finished_at = CASE WHEN cancelling THEN now() END
  ${held} RETURNING state
)
SELECT pg_notify('${s}', 'wake ' || $1) WHERE EXISTS (SELECT FROM released WHERE state = 'waiting')`,

    extend: `
UPDATE ${s}.job SET lease_until = now() + $4::integer * interval '1 ms' ${held} RETURNING id::text, cancelling`,

    progress: `UPDATE ${s}.job SET progress = $4::json WHERE queue = $1 AND id = $2::bigint AND lease = $3::bigint`,

    maintain: `
WITH due AS (
  UPDATE ${s}.job SET state = 'waiting' WHERE id = ANY (ARRAY(
    SELECT id FROM ${s}.job WHERE queue = $1 AND state = 'delayed' AND run_at <= now() ORDER BY run_at LIMIT 1000
    FOR UPDATE SKIP LOCKED)) RETURNING state
), silent AS (
  UPDATE ${s}.job SET lease = NULL, lease_until = NULL, error = 'the worker ' || worker || ' fell silent',
    state = CASE WHEN cancelling THEN 'cancelled' WHEN attempt > retry_limit THEN 'dead'
      ELSE 'waiting' END::${s}.job_state,
    finished_at = CASE WHEN cancelling OR attempt > retry_limit THEN now() END
  WHERE id = ANY (ARRAY(
    SELECT id FROM ${s}.job WHERE queue = $1 AND state = 'active' AND lease_until <= now() ORDER BY lease_until
    LIMIT 1000 FOR UPDATE SKIP LOCKED)) RETURNING state
), told AS MATERIALIZED (
  SELECT pg_notify('${s}', 'wake ' || $1)
  WHERE EXISTS (SELECT FROM due) OR EXISTS (SELECT FROM silent WHERE state = 'waiting')
)
SELECT (SELECT count(*) FROM told) AS told, CASE WHEN count(*) FILTER (WHERE moved = 1000) > 0 THEN 0 ELSE
  ceil(extract(epoch FROM least(
    (SELECT min(run_at) FROM ${s}.job WHERE queue = $1 AND state = 'delayed' AND run_at > now()),
    (SELECT min(lease_until) FROM ${s}.job WHERE queue = $1 AND state = 'active' AND lease_until > now())
  ) - now()) * 1000)::float8 END AS next
FROM (SELECT count(*) AS moved FROM due UNION ALL SELECT count(*) FROM silent) AS moves`,

    // `$2` and `$3` are the times to keep ended and dead jobs, in milliseconds.
    prune: `
DELETE FROM ${s}.job WHERE id = ANY (ARRAY(
  SELECT id FROM ${s}.job WHERE queue = $1 AND finished_at < now() - least($2::bigint, $3::bigint) * interval '1 ms'
    AND finished_at < now() - CASE state WHEN 'dead' THEN $3::bigint ELSE $2::bigint END * interval '1 ms'
  ORDER BY finished_at LIMIT 5000 FOR UPDATE SKIP LOCKED))`,
  };
}

/** The texts by their names. */
export type WorkStatements = ReturnType<typeof workStatements>;
