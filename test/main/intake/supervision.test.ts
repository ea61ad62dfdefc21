// The parts of supervision that are decisions about time: the awake clock, the watch over calls, and the judgement.
import { expect, test } from 'vitest';
import { createAwakeClock } from '../../../src-main/intake/awake-clock.ts';
import { intakeLimits } from '../../../src-main/intake/intake-limits.ts';
import { judgeIntake } from '../../../src-main/intake/judge-intake.ts';
import { watchCalls } from '../../../src-main/intake/watch-calls.ts';

const importId = '00000000-0000-4000-8000-000000000001';
const named = (namedPath: string) => ({ importId, namedPath });

test('Time goes on by steps, and hours of sleep count as one of them', () => {
  let nowMs = 5000;
  const awakeMs = createAwakeClock(() => nowMs, 2000);
  const after = (ms: number) => {
    nowMs += ms;
    return awakeMs();
  };
  expect([after(0), after(1500), after(0), after(9 * 3600 * 1000), after(1)]).toEqual([
    0, 1500, 1500, 3500, 3501,
  ]);
});

test('A path is told once when its calls take too long, and not any more when they came back', async () => {
  let nowMs = 0;
  const watch = watchCalls(() => nowMs);
  const pending: ((value: string) => void)[] = [];
  const hang = () => new Promise<string>((resolve) => pending.push(resolve));
  const calls = [watch.of(named('/watch'))(hang), watch.of(named('/watch'))(hang)];
  await watch.of(named('/watch'))(() => Promise.resolve('at once'));
  await watch
    .of(named('/gone'))(() => Promise.reject(new Error('gone')))
    .catch(() => undefined);
  nowMs = 8000;
  calls.push(watch.of(named('/disk'))(hang));
  expect(watch.pendingLongerThan(8000)).toEqual([]);
  nowMs = 8001;
  expect(watch.pendingLongerThan(8000)).toEqual([named('/watch')]);
  nowMs = 16_001;
  expect(watch.pendingLongerThan(8000)).toEqual([named('/watch'), named('/disk')]);
  for (const resolve of pending) resolve('at last');
  expect(await Promise.all(calls)).toEqual(['at last', 'at last', 'at last']);
  expect(watch.pendingLongerThan(0)).toEqual([]);
});

test('What began to wait soon after a call that is late is told with it, and what began long after is not', async () => {
  let nowMs = 0;
  const watch = watchCalls(() => nowMs);
  const pending: ((value: string) => void)[] = [];
  const callAt = (atMs: number, path: string) => {
    nowMs = atMs;
    return watch.of(named(path))(() => new Promise<string>((resolve) => pending.push(resolve)));
  };
  const calls = [callAt(0, '/first'), callAt(1500, '/soon after'), callAt(2500, '/long after')];
  nowMs = 8000;
  expect(watch.pendingLongerThan(8000)).toEqual([]);
  nowMs = 8001;
  expect(watch.pendingLongerThan(8000)).toEqual([named('/first'), named('/soon after')]);
  for (const resolve of pending) resolve('at last');
  await Promise.all(calls);
});

test('An intake is given up for a path that hangs, or after ten seconds of silence, and not a moment before', () => {
  const stalled = [named('/watch')];
  const { silenceMs } = intakeLimits;
  expect([
    judgeIntake({ silentMs: 0, stalled: [] }, intakeLimits),
    judgeIntake({ silentMs: silenceMs, stalled: [] }, intakeLimits),
    judgeIntake({ silentMs: silenceMs + 1, stalled: [] }, intakeLimits),
    judgeIntake({ silentMs: silenceMs + 1, stalled }, intakeLimits),
    judgeIntake({ silentMs: 0, stalled }, intakeLimits),
  ]).toEqual([
    { kind: 'goes_on' },
    { kind: 'goes_on' },
    { kind: 'silent' },
    { kind: 'hung', stalled },
    { kind: 'hung', stalled },
  ]);
  expect(silenceMs).toBe(10_000);
});

test('A path that hangs is known before silence would be noticed, and both within twelve seconds', () => {
  const { beatMs, callMs, silenceMs } = intakeLimits;
  expect(callMs + 2 * beatMs).toBeLessThanOrEqual(silenceMs);
  expect(silenceMs + 2 * beatMs).toBeLessThanOrEqual(12_000);
});
