/** Runs steps one after the other, while the work that they wait for continues in the background. */
interface OrderedQueue {
  /** @returns when at most the given number of steps wait */
  readonly add: (step: () => Promise<void>) => Promise<void>;
  /** @returns when all steps are done */
  readonly end: () => Promise<void>;
}

/** @param maxWaiting how many steps may wait; 0: each runs at once. Once a step fails, those after it are dropped. */
export function openOrderedQueue(maxWaiting: number): OrderedQueue {
  const waiting: (() => Promise<void>)[] = [];
  const takeDownTo = async (count: number): Promise<void> => {
    while (waiting.length > count) {
      const step = waiting.shift();
      try {
        await step?.();
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  return {
    add: (step) => {
      waiting.push(step);
      return takeDownTo(maxWaiting);
    },
    end: () => takeDownTo(0),
  };
}
