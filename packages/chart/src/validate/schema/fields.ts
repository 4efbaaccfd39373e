import { joinPath } from '../problem.ts';
import { isMap } from '../read.ts';
import type { Check } from './models.ts';

/**
 * What a schema knows of the maps at one place. The compiled schemas check the fields that they know and pass over others,
 * as JSON schema does, while the API server refuses unknown fields under strict field validation. So the names are learnt from the
 * schema's own code: every field that it knows it reads, from any map that it meets.
 */
export class Shape {
  /** Fields that the schema reads. */
  readonly names = new Set<string>();
  /** Any key may be there: the schema goes over the keys that are there, or doesn't look into the map at all. */
  open = true;
  /** Shapes of the fields' values; those of an open map and of a list all under `*`. */
  readonly inner = new Map<string, Shape>();
  /** A map was met here, so the names are complete. */
  learnt = false;

  /** The shape of a field's value, made when it isn't there. */
  at(key: string): Shape {
    let shape = this.inner.get(key);
    if (shape === undefined) {
      shape = new Shape();
      this.inner.set(key, shape);
    }
    return shape;
  }
}

/** Runs a check on a value and notes in `shape` which fields the schema reads. */
export function learn(check: Check, value: object, shape: Shape): void {
  check(watched(value, shape));
}

/** The value, noting in `shape` what is read of it. */
function watched(value: object, shape: Shape): object {
  if (Array.isArray(value)) {
    const element = shape.at('*');
    return value.map(item =>
      typeof item === 'object' && item !== null ? watched(item as object, element) : item,
    );
  }
  shape.learnt = true;
  const inner = new Map<string, object>();
  let keysRead = false;
  return new Proxy(value, {
    ownKeys(target) {
      keysRead = true;
      shape.open = true;
      return Reflect.ownKeys(target);
    },
    get(target, key) {
      const field: unknown = Reflect.get(target, key);
      // Inherited things (`constructor`, `validate`) aren't fields.
      if (typeof key === 'symbol' || (key in Object.prototype && !Object.hasOwn(target, key))) return field;
      if (!keysRead) {
        shape.names.add(key);
        shape.open = false;
      }
      if (typeof field !== 'object' || field === null) return field;
      let watching = inner.get(key);
      if (watching === undefined) {
        watching = watched(field, shape.at(keysRead ? '*' : key));
        inner.set(key, watching);
      }
      return watching;
    },
  });
}

/** Whether the shape is known at each map of the value. */
export function covers(shape: Shape, value: unknown): boolean {
  if (Array.isArray(value)) return value.every(item => covers(shape.at('*'), item));
  if (!isMap(value)) return true;
  if (!shape.learnt) return false;
  if (shape.open && !shape.inner.has('*')) return true;
  return Object.entries(value).every(([key, field]) => {
    if (!shape.open && !shape.names.has(key)) return true;
    return covers(shape.at(shape.open ? '*' : key), field);
  });
}

/** Calls `found` for each field of the value that the shape doesn't know. `trail` are the keys from the object's root, lists' indices left out. */
export function findUnknown(
  shape: Shape,
  value: unknown,
  found: (path: string, key: string, known: ReadonlySet<string>) => void,
  path = '',
): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      findUnknown(shape.at('*'), item, found, joinPath(path, index));
  } else if (isMap(value) && !(shape.open && !shape.inner.has('*'))) {
    for (const [key, field] of Object.entries(value)) {
      if (shape.open) findUnknown(shape.at('*'), field, found, joinPath(path, key));
      else if (shape.names.has(key)) findUnknown(shape.at(key), field, found, joinPath(path, key));
      else found(joinPath(path, key), key, shape.names);
    }
  }
}
