/** A Markdown table. Line ends and bars in cells are made harmless. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n');
}

const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');

/** Text as code. */
export const code = (text: string): string => `\`${text}\``;

/** What generated pages begin with. */
export const generatedBy = (from: string): string =>
  `<!-- Generated from ${from} by scripts/docs/generate.ts: change that, not this. -->\n`;
