// Plain JavaScript without imports, so that even an old Node can load this file and say what is wrong
// before a native module crashes it.

const MINIMUM = { major: 22, minor: 17 };

/** Ends the process with exit code 2 and one line on stderr when this Node is too old. */
export function requireSupportedRuntime() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM.major || (major === MINIMUM.major && minor >= MINIMUM.minor)) return;
  const needed = `${MINIMUM.major}.${MINIMUM.minor}`;
  process.stderr.write(
    `nissmart needs Node ${needed} or newer and this is Node ${process.versions.node}; ` +
      'after `npm ci`, `npm start`, `npm test` and `npx nissmart …` use the runtime pinned in package.json.\n',
  );
  process.exit(2);
}
