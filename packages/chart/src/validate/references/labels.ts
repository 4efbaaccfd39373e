import { type Fields, mapOf, mapsOf, stringsOf } from '../read.ts';

/** Whether a map of labels is what a map selector (`matchLabels`, a Service's) asks for. */
export const hasLabels = (labels: Fields, wanted: Fields): boolean =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);

/** Whether labels match a LabelSelector: all of `matchLabels` and all of `matchExpressions`. An empty one matches all. */
export function matches(labels: Fields, selector: Fields): boolean {
  if (!hasLabels(labels, mapOf(selector['matchLabels']))) return false;
  return mapsOf(selector['matchExpressions']).every(([, { key, operator, values }]) => {
    const value = labels[String(key)];
    if (operator === 'Exists') return value !== undefined;
    if (operator === 'DoesNotExist') return value === undefined;
    const listed = typeof value === 'string' && stringsOf(values).includes(value);
    return operator === 'NotIn' ? !listed : listed;
  });
}

/** A selector in a message: `app=x,tier in (a,b)`. */
export function showSelector(selector: Fields): string {
  const labels = mapOf(
    selector['matchLabels'] ?? (selector['matchExpressions'] === undefined ? selector : {}),
  );
  const expressions = mapsOf(selector['matchExpressions']).map(([, { key, operator, values }]) =>
    [key, operator, ...(Array.isArray(values) ? [`(${values.join(',')})`] : [])].join(' '),
  );
  return [...Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`), ...expressions].join(
    ',',
  );
}
