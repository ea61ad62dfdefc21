// One lane of the parser pool: a parser worker that is given one step at a time, ended when a step takes too long
// or the worker dies, and replaced when the next step comes.
import type { ParseFailure } from '../contract/failure.ts';
import { limits } from '../contract/limits.ts';
import { failed, ok, type Result } from '../contract/result.ts';
import type { ParserApi } from '../parser-api.ts';

/** A parser as the lane holds it; engine.ts makes it from a worker. */
export interface Parser {
  readonly api: ParserApi;
  /** Settles when the worker breaks; never otherwise. */
  readonly died: Promise<void>;
  end(): void;
}

export interface ParserLane {
  /** Whether steps that built on earlier ones still can: false after a parser was replaced. */
  readonly generation: number;
  /** `limitSeconds`: where the step may take another time than usual. */
  run<Value>(
    step: (parser: ParserApi) => Promise<Value>,
    limitSeconds?: number,
  ): Promise<Result<Value, ParseFailure>>;
  close(): void;
}

interface LaneOptions {
  readonly onTrouble: (reason: unknown) => void;
  readonly limitSeconds?: number;
}

export function openParserLane(
  startParser: () => Parser,
  { onTrouble, limitSeconds: usualSeconds = limits.parserSeconds }: LaneOptions,
): ParserLane {
  let parser: Parser | null = null;
  let generation = 0;
  // One reaction per parser and not one per step: `died` never settles for a sound parser, and would hold every result.
  let onDeath: () => void = () => undefined;

  const start = (): Parser => {
    const started = startParser();
    void started.died.then(() => {
      if (parser === started) onDeath();
    });
    return started;
  };

  const drop = (): void => {
    parser?.end();
    parser = null;
    generation += 1;
  };

  return {
    get generation() {
      return generation;
    },
    async run(step, limitSeconds = usualSeconds) {
      parser ??= start();
      const { api } = parser;
      const timer = startTimer(limitSeconds * 1000);
      const ending = await Promise.race([
        step(api).then(
          (value) => ({ kind: 'done', value }) as const,
          // Expected endings come as values: a throw is a bug, and the file must not pay for it with the queue.
          (reason: unknown) => ({ kind: 'threw', reason }) as const,
        ),
        new Promise<{ readonly kind: 'died' }>((resolve) => {
          onDeath = () => resolve({ kind: 'died' });
        }),
        timer.elapsed.then(() => ({ kind: 'slow' }) as const),
      ]);
      timer.cancel();
      onDeath = drop;
      if (ending.kind === 'done') return ok(ending.value);
      drop();
      switch (ending.kind) {
        case 'threw':
          onTrouble(ending.reason);
          return failed({ kind: 'unreadable', detail: 'parser threw' });
        case 'died':
          return failed({ kind: 'parser_died' });
        case 'slow':
          return failed({ kind: 'too_slow', limitSeconds });
      }
    },
    close: drop,
  };
}

function startTimer(durationMs: number): { readonly elapsed: Promise<void>; cancel(): void } {
  let handle: ReturnType<typeof setTimeout> | undefined;
  const elapsed = new Promise<void>((resolve) => {
    handle = setTimeout(resolve, durationMs);
  });
  return { elapsed, cancel: () => clearTimeout(handle) };
}
