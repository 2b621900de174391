/** Steps that are taken one after the other, while what they wait for goes on beside. */
export interface OrderedQueue {
  /** @returns when no more than the given number of steps wait */
  readonly add: (step: () => Promise<void>) => Promise<void>;
  /** @returns when all are taken */
  readonly end: () => Promise<void>;
}

/** @param maxWaiting how many steps may wait; 0: each is taken at once. Once a step fails, those behind it are dropped. */
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
