import { beforeEach, expect } from '@jest/globals';

const LONGEST = 250;

// Jest runs this beside every test file: whoever reads a list of tests reads a line for each.
beforeEach(() => {
  const { currentTestName = '' } = expect.getState();
  if (currentTestName.length <= LONGEST && !currentTestName.includes('\n')) return;
  throw new Error(`A test's title is one line of at most ${LONGEST} characters, not ${currentTestName}`);
});
