import { FILE_TOPICS, type FileProblems } from "../site-input.js";

/** A file from the config that cannot be used, and why. */
export interface FileProblem {
  readonly topic: keyof FileProblems;
  readonly problem: string;
}

/** The problems that there are, in a fixed order. */
export function listFileProblems(problems: FileProblems): readonly FileProblem[] {
  return FILE_TOPICS.map((topic) => ({ topic, problem: problems[topic] })).filter(({ problem }) => problem !== "");
}
