/**
 * For `test(…, { skip })`: a reason why this machine cannot run a test, or `false`. In CI (`CI=true`) nothing is
 * skipped: the test runs and fails for what is missing.
 */
export function skipUnless(isPossible: boolean, reason: string): string | false {
  return isPossible || process.env["CI"] === "true" ? false : reason;
}

export const isRoot = process.getuid?.() === 0;
