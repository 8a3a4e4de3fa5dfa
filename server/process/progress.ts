import { Presets, SingleBar } from 'cli-progress';

/** Shows the progress of a task. */
export interface Progress {
  readonly show: (done: number, total: number) => void;
  readonly end: () => void;
}

/** Shows a bar in a terminal; elsewhere one line for each quarter, which a log can keep. */
export function startProgress(label: string): Progress {
  return process.stdout.isTTY ? bar(label) : lines(label);
}

function bar(label: string): Progress {
  const single = new SingleBar(
    { format: `${label} {bar} {percentage} %`, stream: process.stdout, hideCursor: true },
    Presets.shades_classic,
  );
  return {
    show(done, total) {
      if (single.isActive) single.update(done);
      else single.start(total, done);
    },
    end: () => single.stop(),
  };
}

function lines(label: string): Progress {
  let shown = -1;
  return {
    show(done, total) {
      const quarter = Math.floor((done / total) * 4);
      if (quarter === shown) return;
      shown = quarter;
      process.stdout.write(`${label}: ${quarter * 25} %\n`);
    },
    end: () => undefined,
  };
}
