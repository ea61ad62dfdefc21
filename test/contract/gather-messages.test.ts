import { expect, test } from 'vitest';
import { gatherMessages } from '../../src-worker/contract/gather-messages.ts';

test('What comes in crowds leaves together in a moment, and what does not leaves at once behind what was said before', () => {
  const sent: (readonly string[])[] = [];
  const due: (() => void)[] = [];
  const line = gatherMessages<string>({
    comesInCrowds: (message) => message.startsWith('line'),
    send: (messages) => sent.push(messages),
    soon: (work) => due.push(work),
  });
  line.say('line 1');
  line.say('line 2');
  expect([sent, due.length]).toEqual([[], 1]);
  line.say('done');
  expect(sent).toEqual([['line 1', 'line 2', 'done']]);
  due.shift()?.();
  line.say('line 3');
  line.say('line 4');
  due.shift()?.();
  line.say('done');
  expect(sent.slice(1)).toEqual([['line 3', 'line 4'], ['done']]);
});
