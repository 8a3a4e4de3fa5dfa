import { permille } from '../money/money';

const TOP = 2;
const BOTTOM = 30;

/** Returns the SVG path of a line through the values, in a drawing of 100 by 32. */
export function sparkPath(values: readonly bigint[]): string {
  const lowest = values.reduce((least, value) => (value < least ? value : least), values[0] ?? 0n);
  const highest = values.reduce((most, value) => (value > most ? value : most), values[0] ?? 0n);
  const points = values.map((value, index) => {
    const x = (index * 100) / Math.max(1, values.length - 1);
    const height = highest === lowest ? 500 : permille(value - lowest, highest - lowest);
    const y = BOTTOM - ((BOTTOM - TOP) * height) / 1_000;
    return `${x.toFixed(2)},${y.toFixed(2)}`;
  });
  return `M${points.join(' L')}`;
}
