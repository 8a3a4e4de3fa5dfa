import type { BarSeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { ChartColors } from './useChartColors';
import { exponentOf, type Currency } from '../../../shared/money/currencies';
import { formatMoney } from '../../../shared/money/money';
import type { VolumeTable } from './breakdown';
import { formatBucket } from '../../shared/time/moments';
import { TYPE_PLURALS } from '../../../shared/ledger/transaction-types';
import type { Bucket } from '../../shared/time/ranges';

type VolumeOption = ComposeOption<
  BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>;

interface Look {
  readonly bucket: Bucket;
  readonly currency: Currency;
  readonly colors: ChartColors;
  readonly narrow: boolean;
  readonly hideAmounts: boolean;
  readonly animate: boolean;
}

const HIDDEN = '••••';
const COMPACT = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

/** Makes the options of the stacked bar chart. Only heights are rounded; texts are exact. */
export function volumeOption(table: VolumeTable, look: Look): VolumeOption {
  const { colors, bucket, narrow } = look;
  const axisText = { color: colors.text, fontFamily: 'inherit', fontSize: 11 };
  return {
    animation: look.animate,
    animationDuration: 250,
    grid: { top: 36, right: 4, bottom: 4, left: 4, outerBoundsMode: 'same' },
    legend: {
      top: 0,
      left: 0,
      itemWidth: 10,
      itemHeight: 10,
      itemGap: 16,
      icon: 'roundRect',
      textStyle: { ...axisText, fontSize: 12 },
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: colors.text, opacity: 0.08 } },
      backgroundColor: colors.background,
      borderColor: colors.line,
      textStyle: { color: colors.foreground, fontFamily: 'inherit', fontSize: 12 },
      formatter: (points) => tooltip(table, indexOf(points), look),
    },
    xAxis: {
      type: 'category',
      data: table.buckets.map((start) => formatBucket(start, bucket)),
      axisLabel: { ...axisText, hideOverlap: true, showMinLabel: true },
      axisLine: { lineStyle: { color: colors.line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      splitNumber: narrow ? 3 : 4,
      axisLabel: {
        ...axisText,
        formatter: (value: number) =>
          look.hideAmounts ? HIDDEN : COMPACT.format(value / 10 ** exponentOf(look.currency)),
      },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: table.types.map(({ type, amounts }) => ({
      type: 'bar',
      stack: 'volume',
      name: TYPE_PLURALS[type],
      color: colors.types[type],
      barMaxWidth: 28,
      barCategoryGap: '25%',
      emphasis: { disabled: true },
      data: amounts.map(({ minorUnits }) => Number(minorUnits)),
    })),
  };
}

/** Describes the chart in a sentence, for screen readers. */
export function describeVolume(
  { buckets, totals }: VolumeTable,
  bucket: Bucket,
  hideAmounts: boolean,
): string {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined) return 'A chart without any volume.';
  const span = `from ${formatBucket(first, bucket)} to ${formatBucket(last, bucket)}`;
  const highest = Math.max(...totals.map(({ amount }) => Number(amount)));
  const peak = totals.findIndex(({ amount }) => Number(amount) === highest);
  const [peakStart, peakTotal] = [buckets[peak], totals[peak]];
  if (hideAmounts || peakStart === undefined || peakTotal === undefined)
    return `Bar chart of the volume ${span}.`;
  return `Bar chart of the volume ${span}. The highest bar is ${formatMoney(peakTotal)} at ${formatBucket(peakStart, bucket)}. The table has every figure.`;
}

function indexOf(points: unknown): number {
  const point: unknown = Array.isArray(points) ? points.at(0) : points;
  const index: unknown =
    typeof point === 'object' && point !== null ? Reflect.get(point, 'dataIndex') : undefined;
  return typeof index === 'number' ? index : 0;
}

/** Builds the tooltip from elements and not from a string, so that no name is taken for markup. */
function tooltip({ buckets, types, totals }: VolumeTable, index: number, look: Look): HTMLElement {
  const [start, total] = [buckets[index], totals[index]];
  const box = element('div', '');
  if (start === undefined || total === undefined) return box;
  const shown = (money: typeof total) => (look.hideAmounts ? HIDDEN : formatMoney(money));
  box.append(element('div', formatBucket(start, look.bucket), { fontWeight: '600', marginBottom: '4px' }));
  for (const { type, amounts } of types.toReversed()) {
    const amount = amounts[index];
    if (amount) box.append(line(TYPE_PLURALS[type], shown(amount), look.colors.types[type]));
  }
  box.append(line('Total', shown(total)));
  return box;
}

function line(label: string, figure: string, color?: string): HTMLElement {
  const row = element('div', '', { display: 'flex', gap: '8px', alignItems: 'center', lineHeight: '1.6' });
  const dot = element('span', '', {
    width: '8px',
    height: '8px',
    borderRadius: '2px',
    background: color ?? 'transparent',
  });
  const value = element('span', figure, {
    marginLeft: 'auto',
    paddingLeft: '16px',
    fontVariantNumeric: 'tabular-nums',
  });
  row.append(dot, element('span', label), value);
  return row;
}

function element(tag: string, text: string, style: Partial<CSSStyleDeclaration> = {}): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  Object.assign(made.style, style);
  return made;
}
