/** A list's items that are maps; what isn't a list, or null, has none. */
export function listOf<T>(value: readonly T[] | null | undefined): readonly T[] {
  return Array.isArray(value) ? value.filter(item => item !== null && item !== undefined) : [];
}
