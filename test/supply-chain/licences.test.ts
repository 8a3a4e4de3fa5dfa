import { describe, expect, test } from '@jest/globals';
import { licencePage, productionPackages, refusedLicences } from '../../scripts/licence-list.js';

const LOCK = JSON.stringify({
  packages: {
    '': { version: '0.1.0', license: 'MIT' },
    'node_modules/zed': { version: '2.0.0', license: '(MIT AND BSD-3-Clause)' },
    'node_modules/@scope/native-win32-x64': {
      version: '1.0.0',
      license: 'ISC',
      optional: true,
      os: ['win32'],
    },
    'node_modules/zed/node_modules/inner': { version: '1.0.0', license: 'MIT' },
    'node_modules/inner': { version: '1.0.0', license: 'MIT' },
    'node_modules/tool': { version: '1.0.0', license: 'GPL-3.0-only', dev: true },
  },
});

function refusedWith(license: string | undefined): readonly string[] {
  return refusedLicences(
    productionPackages(JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0', license } } })),
  );
}

describe('The list of licences', () => {
  test('has what runs in production on any platform, each version once, by name', () => {
    const packages = productionPackages(LOCK);

    expect(packages.map(({ name }) => name)).toEqual(['@scope/native-win32-x64', 'inner', 'zed']);
    expect(refusedLicences(packages)).toEqual([]);
    expect(licencePage(packages)).toContain(
      '| @scope/native-win32-x64 | 1.0.0 | ISC |\n| inner | 1.0.0 | MIT |\n',
    );
  });

  test.each(['GPL-3.0-only', '(MIT AND AGPL-3.0-only)', 'SEE LICENSE IN LICENSE.md', undefined])(
    'refuses %s',
    (license) => {
      expect(refusedWith(license)).toEqual([`a@1.0.0: ${license ?? 'no licence'}`]);
    },
  );

  test('takes the licence that is allowed where there is a choice', () => {
    expect(refusedWith('(GPL-2.0-only OR MIT)')).toEqual([]);
  });
});
