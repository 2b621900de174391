import { FILE_TOPICS, type FileProblems } from "../site-input.js";

/** A file of the config whose content pages lack, and why. */
export interface FileProblem {
  readonly topic: keyof FileProblems;
  readonly problem: string;
}

export function listFileProblems(problems: FileProblems): readonly FileProblem[] {
  return FILE_TOPICS.map((topic) => ({ topic, problem: problems[topic] })).filter(({ problem }) => problem !== "");
}
