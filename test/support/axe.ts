import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

// axe only looks for targets that are too small, or too near to others, when it is asked to.
const OPTIONS = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } };

/** Lists axe-core's findings about a page, in words; none when it is accessible as far as a program can tell. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  // A colour halfway through a transition is nobody's.
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity).map((each) => each.finished))',
  );
  await page.evaluate(axe.source);
  const findings = await page.evaluate<readonly Finding[]>(
    `axe.run(document, ${JSON.stringify(OPTIONS)}).then(({ violations }) => violations)`,
  );
  return findings.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  );
}
