import { resolve } from "node:path";
import { CLI } from "../support/run-cli.js";

/** A build of the program that is measured. */
export interface Program {
  readonly name: string;
  readonly cli: string;
}

/** This checkout's build, and another one to compare it with. */
export type Programs = readonly [own: Program, other?: Program];

export function toPrograms(otherCli: string | undefined): Programs {
  const own = { name: "this build", cli: CLI };
  return otherCli === undefined ? [own] : [own, { name: "other build", cli: resolve(otherCli) }];
}
