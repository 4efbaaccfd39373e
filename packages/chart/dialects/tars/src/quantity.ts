import { z } from 'zod';

const form = /^(\d+\.?\d*|\.\d+)(n|u|m|k|[MGTPE]|[KMGTPE]i|[eE][-+]?\d+)?$/;

const expected = 'expected an amount such as 2, "500m" or "1Gi"';

/** An amount as Kubernetes writes it: 2, "500m", "1Gi". */
export const quantity = z.union([z.number().min(0), z.string().regex(form, expected)], { error: expected });

const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
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

/** An amount as a number; NaN for what is none. */
export function amountOf(text: unknown): number {
  const [, digits = '', unit = ''] = form.exec(String(text)) ?? [];
  return digits ? Number(unit in factors ? digits : digits + unit) * (factors[unit] ?? 1) : Number.NaN;
}
