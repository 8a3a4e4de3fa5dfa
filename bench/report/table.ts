import type { Target } from '../benchmark.js';
import type { Reading, Spread } from '../rounds.js';

const HEADS = ['', 'figure', 'compared', 'rounds', 'target', 'met'];

/** Formats lines as a table: names to the left, figures to the right. */
export function table(readings: readonly Reading[]): string {
  const rows = [HEADS, ...readings.map(cells)];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('   '),
    )
    .map((line) => `  ${line.trimEnd()}`)
    .join('\n');
}

function cells({ line, figure, beside, met }: Reading): string[] {
  const { unit, digits } = line.figure;
  return [
    line.what,
    `${number(figure.median, digits)} ${unit}`,
    beside && line.beside ? compared(beside.median, line.beside.by, line.beside.label) : '',
    spread(beside ?? figure, beside ? 2 : digits),
    line.target ? wanted(line.target, line.beside?.by) : '',
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
}

function compared(value: number, by: 'ratio' | 'difference', label: string): string {
  if (by === 'ratio') return `${number(value, 2)} × ${label}`;
  return `${label} ${value < 0 ? '−' : '+'} ${number(Math.abs(value), 2)}`;
}

function spread({ lowest, highest }: Spread, digits: number): string {
  return lowest === highest ? '' : `${number(lowest, digits)}–${number(highest, digits)}`;
}

function wanted(target: Target, by: 'ratio' | 'difference' | undefined): string {
  const sign = by === 'ratio' ? ' ×' : by === 'difference' ? ' more' : '';
  return 'atLeast' in target
    ? `at least ${bound(target.atLeast)}${sign}`
    : `at most ${bound(target.atMost)}${sign}`;
}

function bound(value: number): string {
  return String(Number(value.toFixed(2)));
}

function number(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '–';
  return value
    .toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })
    .replaceAll(',', ' ');
}
