/**
 * Runs tasks, some of them at a time: while one waits for a file to be compressed, another goes on. After a failure no
 * further task begins, and those that have begun come to their end.
 *
 * @throws what the first task to fail throws
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
