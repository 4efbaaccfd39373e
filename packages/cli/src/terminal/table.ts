import Table from 'cli-table3';
import { paint } from './paint.ts';
import { streams } from './streams.ts';

export interface TableOptions {
  /** Columns of the terminal that the table is cut to. Default: the terminal's; without one, nothing is cut. */
  width?: number | undefined;
}

/** Blanks between two columns. */
const gap = 2;
/** A column isn't cut to less than this, even when the table gets wider than the terminal. */
const narrowest = 8;

const none = ['top', 'bottom', 'mid', 'left', 'right', 'middle'];
const chars = Object.fromEntries(
  none
    .flatMap(name => [name, `${name}-mid`, `${name}-left`, `${name}-right`, `${name}-join`])
    .map(name => [name, '']),
);

/** How wide a table gets when nothing of it is cut. */
export function naturalWidth(headers: readonly string[], rows: readonly (readonly unknown[])[]): number {
  const widths = columnWidths([headers, ...rows.map(row => row.map(cellText))], undefined);
  return widths.reduce((sum, width) => sum + width, 0) - gap;
}

/** A table without lines: headers, then a row each. Wide cells are cut with `…`. Ends with a newline. */
export function renderTable(
  headers: readonly string[],
  rows: readonly (readonly unknown[])[],
  options: TableOptions = {},
): string {
  const width = 'width' in options ? options.width : streams.out.columns;
  const texts = rows.map(row => row.map(cellText));
  const widths = columnWidths([headers, ...texts], width);
  const table = new Table({
    head: headers.map(header => paint('bold', header)),
    chars,
    colWidths: widths,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': gap },
  });
  table.push(...texts);
  const lines = table.toString().split('\n');
  return `${lines.map(line => line.trimEnd()).join('\n')}\n`;
}

/**
 * A value as a cell shows it: objects as JSON, nothing for null. Control characters become blanks, so that no answer of
 * a server can steer the terminal.
 */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replace(/\p{Cc}+/gu, ' ');
}

/** Each column as wide as its widest cell; where that is too much, the widest give way first. */
function columnWidths(rows: readonly (readonly string[])[], width: number | undefined): number[] {
  const columns = rows[0]!.map((_, i) => Math.max(...rows.map(row => displayWidth(row[i] ?? ''))) + gap);
  if (width === undefined) return columns;
  for (;;) {
    const total = columns.reduce((sum, column) => sum + column, 0) - gap;
    const widest = Math.max(...columns);
    if (total <= width || widest <= narrowest + gap) return columns;
    const second = Math.max(narrowest + gap, ...columns.filter(column => column < widest));
    const equals = columns.filter(column => column === widest).length;
    const by = Math.max(1, Math.min(widest - second, Math.floor((total - width) / equals)));
    let left = total - width;
    for (const [i, column] of columns.entries()) {
      if (column !== widest || left <= 0) continue;
      columns[i] = column - Math.min(by, left);
      left -= by;
    }
  }
}

/** Columns that a text takes: wide East Asian characters and emoji take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

const graphemes = new Intl.Segmenter();
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
