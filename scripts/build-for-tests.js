// Jest runs this once before the tests that need a build, and not at all when none of them is asked for.

import { buildIfNeeded } from './build-if-needed.js';

export default async () => {
  await buildIfNeeded();
};
