/**
 * Runs a limited number of tasks at a time: while one waits for compression, another continues. After a failure, no
 * further task begins, and those that have begun finish.
 *
 * @throws the error of the first task that fails
 */
export async function runPooled(tasks: Iterable<() => Promise<void>>, mostAtOnce: number): Promise<void> {
  const iterator = tasks[Symbol.iterator]();
  const failures: unknown[] = [];
  const runOneAfterTheOther = async (): Promise<void> => {
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
      try {
        await next.value();
      } catch (error) {
        failures.push(error);
      }
      if (failures.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, runOneAfterTheOther));
  if (failures.length > 0) throw failures[0];
}
