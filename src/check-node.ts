#!/usr/bin/env node
// Built as `dist/cli.js`, in a syntax that every Node can parse: an old version prints a sentence, not a stack.
const OLDEST_MAJOR = 18;
const OLDEST_MINOR = 19;
const EXIT_UNSUPPORTED = 70;

const version = process.versions.node;
const numbers = version.split(".").map(Number);
const major = numbers[0] ?? 0;
const minor = numbers[1] ?? 0;

if (major > OLDEST_MAJOR || (major === OLDEST_MAJOR && minor >= OLDEST_MINOR)) {
  void import("./cli.js");
} else {
  const wanted = `Node.js ${OLDEST_MAJOR}.${OLDEST_MINOR} or newer`;
  process.stderr.write(`openvpn-status-site needs ${wanted}: ${process.execPath} is version ${version}.\n`);
  process.exitCode = EXIT_UNSUPPORTED;
}
