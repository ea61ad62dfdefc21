import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import { againOf } from '../../../src-worker/contract/failure.ts';
import { failureOfEachKind } from '../../support/failure-samples.ts';
import { english } from '../../../src-renderer/text/english.ts';
import { makeI18n, sayWith } from '../../../src-renderer/text/say.ts';
import { whyText } from '../../../src-renderer/text/why.ts';

describe('the catalog', () => {
  it.each(Object.entries(english))('holds a sentence that can be compiled: %s', (_id, message) => {
    expect(() => compileMessage(message)).not.toThrow();
  });

  it('uses signs as they are printed, and no word that blames', () => {
    for (const message of Object.values(english)) {
      expect(message).not.toMatch(/'|\.\.\.|!|\berror\b|\binvalid\b|\bfailed to\b|\boops\b|\bplease\b/i);
    }
  });

  it('counts in the athlete’s digits and forms', () => {
    const say = sayWith(makeI18n('de-DE'));
    expect(say('status.importing', { done: 41, found: 31_200 })).toBe('Importing 41 of 31.200');
    expect(say('status.needs_you', { count: 1 })).toBe('1 file needs you');
    expect(say('status.needs_you', { count: 1_200 })).toBe('1.200 files need you');
  });

  it('offers another try in words that hold for every reason that may pass', () => {
    const reasons = Object.values(failureOfEachKind).filter((failure) => againOf(failure) === 'may_pass');
    expect(reasons.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['disk_full', 'too_slow']));
    expect(english['again.offer']).not.toMatch(/disk|device|connect/i);
  });

  it('leaves a part empty that is meant to be empty', () => {
    expect(sayWith(makeI18n('en'))('outcome.created.safe')).toBe('');
  });

  it('tells a rule it has no sentence for in the engine’s own words', () => {
    const say = sayWith(makeI18n('en'));
    expect(whyText('row_2', 'the same', say)).toBe('The same recording, with the same content.');
    expect(whyText('row_99', 'a rule of tomorrow', say)).toBe('A rule of tomorrow.');
  });
});
