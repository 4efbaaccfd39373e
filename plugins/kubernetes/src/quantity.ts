const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number that a quantity of Kubernetes stands for: `250m` is 0.25, `1Gi` 1073741824. Undefined for anything else. */
export function quantity(text: unknown): number | undefined {
  const [, digits, suffix] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/.exec(String(text)) ?? [];
  const value = Number(digits) * (factors[suffix ?? ''] ?? Number.NaN);
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : undefined;
}

type Quantities = Readonly<Record<string, unknown>> | null | undefined;

/** Processors and memory of a list of resources, as numbers. Undefined when it names neither. */
export function resources(list: Quantities) {
  const [cpu, memory] = [quantity(list?.cpu), quantity(list?.memory)];
  if (cpu === undefined && memory === undefined) return undefined;
  return { cpu_cores: cpu, memory_bytes: memory };
}

/** The sum over several lists. */
export function sumOfResources(lists: readonly Quantities[]) {
  const sum = (key: string) =>
    Number(lists.reduce((total, list) => total + (quantity(list?.[key]) ?? 0), 0).toPrecision(15));
  return { cpu_cores: sum('cpu'), memory_bytes: sum('memory') };
}
