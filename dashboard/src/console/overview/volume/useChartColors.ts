import { nextTick, shallowRef, watch, type ShallowRef } from 'vue';
import { useTheme } from '../../../shared/ui/useTheme';
import { ofEachType, type TransactionType } from '../../../shared/ledger/transaction-types';

/** The theme's colours in a notation that the chart can reckon with. */
export interface ChartColors {
  readonly types: Readonly<Record<TransactionType, string>>;
  readonly text: string;
  readonly line: string;
  readonly background: string;
  readonly foreground: string;
}

/** The colours of the theme that is on; they change with it. */
export function useChartColors(): Readonly<ShallowRef<ChartColors>> {
  const dark = useTheme();
  const colors = shallowRef(readColors());
  // The class that switches the theme is set a moment after the switch.
  watch(dark, () => void nextTick(() => (colors.value = readColors())), { flush: 'post' });
  return colors;
}

function readColors(): ChartColors {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => toRgb(style.getPropertyValue(name));
  return {
    types: ofEachType((kind) => color(kind.color)),
    text: color('--ui-text-muted'),
    line: color('--ui-border'),
    background: color('--ui-bg'),
    foreground: color('--ui-text-highlighted'),
  };
}

/** The browser knows oklch and color-mix, the chart does not: a painted pixel is in plain red, green and blue. */
function toRgb(color: string): string {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) return '#888';
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${String(red)}, ${String(green)}, ${String(blue)})`;
}
