// Questions to the process that somebody waits for, but only for so long: whoever asked gives it up by itself.

export interface OwedAnswers<Answer> {
  /** Null where it is answered so, or not in time. */
  wait(questionId: string, withinMs: number): Promise<Answer | null>;
  hear(questionId: string, answer: Answer | null): void;
}

export function openAnswers<Answer>(): OwedAnswers<Answer> {
  const waiting = new Map<string, (answer: Answer | null) => void>();
  return {
    wait: (questionId, withinMs) =>
      new Promise((resolve) => {
        const settle = (answer: Answer | null) => {
          clearTimeout(patience);
          waiting.delete(questionId);
          resolve(answer);
        };
        const patience = setTimeout(() => settle(null), withinMs);
        waiting.set(questionId, settle);
      }),
    hear: (questionId, answer) => waiting.get(questionId)?.(answer),
  };
}
