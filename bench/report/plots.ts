import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { init, type EChartsOption } from 'echarts';
import { RESULTS } from './results.js';

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const WIDTH = 900;
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
  return {
    height: 90 + 22 * rows.length,
    option: {
      title: {
        text: 'How far each figure is from its target',
        subtext: '1 is the target; farther right is better',
      },
      grid: { left: 420, right: 60, top: 70, bottom: 30 },
      xAxis: { type: 'log', min: 0.1, max: 100 },
      yAxis: {
        type: 'category',
        data: rows.map(([what]) => what),
        axisLabel: { width: 400, overflow: 'truncate' },
      },
      series: [
        {
          type: 'scatter',
          symbolSize: 11,
          data: rows.map(([what, times]) => ({
            value: [Math.min(100, Math.max(0.1, times)), what],
            symbol: times >= 1 ? 'circle' : 'diamond',
            itemStyle: { color: times >= 1 ? MET : MISSED },
          })),
          label: {
            show: true,
            position: 'right',
            formatter: ({ dataIndex }) => short(rows[dataIndex]?.[1] ?? 0),
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
  const series = [...figures].flatMap(([name, bySize]) => {
    const points = [...bySize].sort(([a], [b]) => a - b);
    const [, base] = points[0] ?? [];
    if (base === undefined || points.length < 2) return [];
    return [
      {
        name,
        type: 'line' as const,
        symbolSize: 8,
        data: points.map(([size, value]) => [size, value / base]),
      },
    ];
  });
  return {
    height: 480 + 22 * Math.ceil(series.length / 2),
    option: {
      title: {
        text: 'What a ledger’s size changes',
        subtext: 'figures by the number of transactions, divided by that of the smallest ledger',
      },
      legend: { bottom: 0, width: WIDTH - 40 },
      grid: { left: 60, right: 40, top: 80, bottom: 60 + 22 * Math.ceil(series.length / 2) },
      xAxis: { type: 'log', name: 'transactions' },
      yAxis: { type: 'log', name: '×' },
      series,
    },
  };
}

interface Plot {
  readonly height: number;
  readonly option: EChartsOption;
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
