/** One figure: what was measured over what it is measured against, and the bound it has to keep. */
export interface Figure {
  ratio: number;
  /** With its direction: `<= 1.18`. */
  bound: string;
  holds: boolean;
  against: string;
}

/** A ratio that must not be above `bound`. */
export function atMost(ratio: number, bound: number, against: string): Figure {
  return { ratio: rounded(ratio), bound: `<= ${bound}`, holds: ratio <= bound, against };
}

/** A ratio that must not be below `bound`. */
export function atLeast(ratio: number, bound: number, against: string): Figure {
  return { ratio: rounded(ratio), bound: `>= ${bound}`, holds: ratio >= bound, against };
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;

/** What a suite found: its figures by name, and lines for people. */
export interface SuiteResult {
  figures: Record<string, Figure>;
  notes: string[];
}
