import type { Kind } from './kind.ts';

/** The statements that write resources of one kind in bulk. Rows come as one JSON array, whose objects have the columns. */
export interface Statements {
  /**
   * $1 rows with `i` (the id), `w`, `g` (the digest) and the columns; $2 domain. Of tracked kinds $3 run, and $4 collector,
   * $5 secret and $6 task, by which the resources are marked as seen.
   */
  insert: string;
  /** $1 rows with `i`, `g` and the columns. */
  update: string;
  /** $1 ids; $2 what of the collection info is new. Of tracked kinds. */
  touch: string;
}

const compiled = new Map<Kind, Statements>();

/** The statements of a kind, made on first use. */
export function statementsOf(kind: Kind): Statements {
  const known = compiled.get(kind);
  if (known) return known;
  const made = compile(kind);
  compiled.set(kind, made);
  return made;
}

/** Columns that are NOT NULL and their defaults, for what a plugin leaves unset. */
const defaults: Readonly<Record<string, string>> = {
  ip_addresses: `'{}'`,
  data: `'{}'`,
  metadata: `'{}'`,
  reference: `'{}'`,
  tags: `'{}'`,
  tag_keys: `'{}'`,
  labels: `'[]'`,
  is_primary: 'false',
  is_major: 'false',
  resource_type: `'inventory.CloudService'`,
};

function compile(kind: Kind): Statements {
  const { table, id, columns, merged, fixed, tracked } = kind;
  const names = Object.keys(columns);
  const record = `jsonb_to_recordset($1::jsonb) as v(i text, w text, g text, ${names.map(name => `"${name}" ${columns[name]}`).join(', ')})`;
  const given = names.map(name =>
    defaults[name] ? `coalesce(v."${name}", ${defaults[name]})` : `v."${name}"`,
  );
  const quoted = names.map(name => `"${name}"`).join(', ');
  const changes = names
    .filter(name => !fixed.has(name))
    .map(name => {
      if (merged.has(name))
        return `"${name}" = case when v."${name}" is null then t."${name}" else t."${name}" || v."${name}" end`;
      return `"${name}" = coalesce(v."${name}", t."${name}")`;
    });
  const insert = `insert into ${table} (${id}, domain_id, workspace_id, digest, ${tracked ? 'created_by_run, ' : ''}${quoted})
      select v.i, $2, v.w, v.g, ${tracked ? '$3, ' : ''}${given.join(', ')} from ${record}`;
  return {
    insert: tracked
      ? `with fresh as (${insert} returning ${id} as id)
         insert into collection_states (cloud_service_id, collector_id, secret_id, domain_id, job_task_id)
         select id, $4, $5, $2, $6 from fresh`
      : insert,
    update: `update ${table} t set digest = v.g, updated_at = now(), ${changes.join(', ')}
      from ${record} where t.${id} = v.i`,
    touch: `update ${table} set updated_at = now()${tracked ? ', collection_info = collection_info || $2::jsonb' : ''}
      where ${id} = any($1::text[])`,
  };
}
