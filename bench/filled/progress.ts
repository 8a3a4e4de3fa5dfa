import { Presets, SingleBar } from 'cli-progress';

/** Starts a progress bar on the terminal; without one it prints nothing. */
export function progressBar(what: string, total: number): SingleBar {
  const format = `  ${what}: {bar} {value} of {total}, {eta_formatted} left`;
  const bar = new SingleBar({ format, etaBuffer: 1000, clearOnComplete: true }, Presets.shades_grey);
  bar.start(total, 0);
  return bar;
}
