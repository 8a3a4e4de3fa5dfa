import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

// What is too small to be hit, or too near to something else, axe only looks for when it is asked to.
const OPTIONS = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } };

/** What axe-core has against a page, in words; nothing when it is accessible as far as a program can tell. */
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
