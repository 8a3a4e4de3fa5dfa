import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { init, type EChartsOption } from 'echarts';
import { RESULTS } from './results.js';

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const WIDTH = 960;
const LABELS = 470;
const AXIS = { min: 0.1, max: 100 };
const MET = '#15803d';
const MISSED = '#c2410c';
/** Lines whose figures should not grow with the ledger. */
const SIZED = ['summary', 'page', 'lists', 'writes-at-size', 'start'];

interface SavedLine {
  readonly name: string;
  readonly what: string;
  readonly unit: string;
  readonly figure: { readonly median: number };
  readonly beside?: { readonly median: number };
  readonly target?: { readonly atLeast?: number; readonly atMost?: number };
}

interface SavedRun {
  readonly at: string;
  readonly plan: { readonly transactions: number };
  readonly lines: readonly SavedLine[];
}

/** Draws the saved results of runs, all of them unless some are named. @returns The paths of the images. */
export function drawPlots(named: readonly string[]): string[] {
  const paths =
    named.length > 0
      ? named.map((path) => resolve(path))
      : readdirSync(RESULTS)
          .filter((name) => name.endsWith('.json'))
          .map((name) => join(RESULTS, name));
  const runs = paths
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as SavedRun)
    .sort((a, b) => a.at.localeCompare(b.at));
  mkdirSync(IMAGES, { recursive: true });
  return [draw('bench-targets.svg', targetsOf(runs)), draw('bench-sizes.svg', sizesOf(runs))];
}

/** Every line that has a target, by how many times better than it the last run was. */
function targetsOf(runs: readonly SavedRun[]): Plot {
  const last = new Map(
    runs.flatMap(({ lines }) =>
      lines.flatMap((line) => {
        const { what, unit, figure, beside, target } = line;
        const measured = (beside ?? figure).median;
        if (!target || measured <= 0) return [];
        const { atLeast, atMost } = target;
        const times = atLeast === undefined ? (atMost ?? 0) / measured : measured / atLeast;
        return [[`${what}, ${unit}`, times] as const];
      }),
    ),
  );
  const rows = [...last].sort(([, a], [, b]) => a - b);
  return dots({
    title: 'How far each figure is from its target',
    subtitle: '1 is the target; farther right is better',
    rows: rows.map(([what, times]) => ({ what, times, isGood: times >= 1 })),
  });
}

/** Figures of ledgers of different sizes, divided by that of the smallest. */
function sizesOf(runs: readonly SavedRun[]): Plot {
  const figures = new Map<string, Map<number, number>>();
  for (const { plan, lines } of runs) {
    for (const { name, what, unit, figure } of lines) {
      if (!SIZED.includes(name)) continue;
      const key = `${what}, ${unit}`;
      figures.set(key, (figures.get(key) ?? new Map<number, number>()).set(plan.transactions, figure.median));
    }
  }
  const sizes = runs.map(({ plan }) => plan.transactions);
  const span = [Math.min(...sizes), Math.max(...sizes)];
  const rows = [...figures]
    .flatMap(([what, bySize]) => {
      const points = [...bySize].sort(([one], [other]) => one - other);
      const [first, last] = [points[0], points.at(-1)];
      if (!first || !last || points.length < 2) return [];
      const times = last[1] / first[1];
      return [{ what: `${what}: ${short(first[1])} → ${short(last[1])}`, times }];
    })
    .sort((one, other) => other.times - one.times);
  return dots({
    title: 'What a ledger’s size changes',
    subtitle: `From ${span.map((size) => size.toLocaleString('en')).join(' to ')} transactions: 1 is no change, and rates fall to the left`,
    rows: rows.map(({ what, times }) => ({ what, times, isGood: true })),
  });
}

interface Dots {
  readonly title: string;
  readonly subtitle: string;
  readonly rows: readonly { readonly what: string; readonly times: number; readonly isGood: boolean }[];
}

interface Plot {
  readonly height: number;
  readonly option: EChartsOption;
}

/** A row for each figure, with a dot at a number of times and a line at one. */
function dots({ title, subtitle, rows }: Dots): Plot {
  return {
    height: 90 + 22 * rows.length,
    option: {
      title: { text: title, subtext: subtitle },
      grid: { left: LABELS, right: 60, top: 70, bottom: 30 },
      xAxis: { type: 'log', min: AXIS.min, max: AXIS.max },
      yAxis: {
        type: 'category',
        data: rows.map(({ what }) => what),
        axisLabel: { width: LABELS - 20, overflow: 'truncate' },
      },
      series: [
        {
          type: 'scatter',
          symbolSize: 11,
          data: rows.map(({ what, times, isGood }) => ({
            value: [Math.min(AXIS.max, Math.max(AXIS.min, times)), what],
            symbol: isGood ? 'circle' : 'diamond',
            itemStyle: { color: isGood ? MET : MISSED },
          })),
          label: {
            show: true,
            position: 'right',
            formatter: ({ dataIndex }) => short(rows[dataIndex]?.times ?? 0),
          },
          markLine: {
            symbol: 'none',
            silent: true,
            label: { show: false },
            data: [{ xAxis: 1 }],
            lineStyle: { color: '#111' },
          },
        },
      ],
    },
  };
}

function draw(name: string, { height, option }: Plot): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  chart.setOption({ backgroundColor: '#fff', animation: false, ...option });
  const path = join(IMAGES, name);
  writeFileSync(path, chart.renderToSVGString());
  chart.dispose();
  return path;
}

function short(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toPrecision(2);
}
