// Evaluates the registry's answer to `npm audit`, with vulnerabilities that were examined and are allowed for a while.

import { z } from 'zod';

const SEVERITIES = ['info', 'low', 'moderate', 'high', 'critical'] as const;
/** Lowest severity that has to be dealt with before a release. */
const SERIOUS = SEVERITIES.indexOf('high');

const advisory = z.object({
  url: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  name: z.string(),
  range: z.string(),
});

/** A name among the causes is that of another package in the report. */
const report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.object({ via: z.array(z.union([z.string(), advisory])) })),
});

const allowance = z.strictObject({
  /** Such as `GHSA-xxxx-xxxx-xxxx`, the end of the advisory's address. */
  advisory: z.string().regex(/^GHSA(-[0-9a-z]{4}){3}$/),
  /** Reason why it does no harm here. */
  reason: z.string().trim().min(20),
  /** The last day on which it is allowed. */
  until: z.iso.date(),
});

export type Allowance = z.infer<typeof allowance>;

/** @throws ZodError when one of them has no reason or no end. */
export function readAllowances(text: string): readonly Allowance[] {
  return z.array(allowance).parse(JSON.parse(text));
}

/**
 * Formats one line for each serious vulnerability that is not allowed.
 *
 * @param answer Output of `npm audit --json`.
 * @param today As `2026-01-31`.
 * @returns Undefined when it is no report: the registry has not answered, or does not know how to.
 */
export function seriousProblems(
  answer: string,
  allowances: readonly Allowance[],
  today: string,
): readonly string[] | undefined {
  const { data } = report.safeParse(parsedOrNothing(answer));
  if (!data) return undefined;
  const advisories = Object.values(data.vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((cause) => typeof cause !== 'string')
    .filter(({ severity }) => SEVERITIES.indexOf(severity) >= SERIOUS);
  const byAddress = new Map(advisories.map((each) => [each.url, each]));
  return [...byAddress.values()].flatMap(({ url, name, range, severity, title }) => {
    const allowed = allowances.find(({ advisory: id }) => url.endsWith(`/${id}`));
    if (allowed && allowed.until >= today) return [];
    const expired = allowed ? `; it was allowed until ${allowed.until}` : '';
    return [`${name} ${range}: ${severity}, ${title} (${url})${expired}`];
  });
}

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
