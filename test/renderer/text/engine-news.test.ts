import { describe, expect, it } from 'vitest';
import type { EngineNow } from '../../../src-renderer/engine/start-engine.ts';
import { engineAnnouncement, engineNews, refusalText } from '../../../src-renderer/text/engine-news.ts';
import { safekeepingSentences } from '../../../src-renderer/text/english/safekeeping.ts';
import { makeI18n, sayWith } from '../../../src-renderer/text/say.ts';

const say = sayWith(makeI18n('en-GB'));
const running: EngineNow = { life: { kind: 'running' }, notices: [] };
const paused: EngineNow = { life: { kind: 'paused', trouble: { kind: 'disk_full' } }, notices: [] };
const rebuilt: EngineNow = { life: { kind: 'running' }, notices: [{ kind: 'rebuilt', records: 5_000 }] };

describe('what is said of the engine', () => {
  it('gives the reason where nothing can be taken in, and none where it goes on by itself', () => {
    expect(refusalText({ kind: 'read_only', reason: 'newer_journal' }, say)).toBe(
      'A newer version of Cooldown wrote this data. All of it can be looked at and exported; to take in more, start the newer version.',
    );
    expect(refusalText(paused.life, say)).toBeNull();
    expect(refusalText(running.life, say)).toBeNull();
  });

  it('tells of a database that was put back, and of a journal that lost a part, by the name it is kept as', () => {
    expect(engineNews([{ kind: 'rebuilt', records: 5_000 }], say)).toEqual([
      'Your data was put back from the journal: 5,000 entries. There is nothing to do.',
    ]);
    expect(
      engineNews(
        [
          { kind: 'rebuilt', records: 5_000 },
          { kind: 'salvaged', framesLost: 1, keptAs: 'journal.damaged-1' },
        ],
        say,
      ),
    ).toEqual([
      'What the journal still holds was put back: 5,000 entries.',
      'The journal was damaged: 1 part of it could not be read. The damaged journal was set aside whole, as journal.damaged-1, and everything else goes on. If an activity is missing, import its file again.',
    ]);
  });

  it('says of a damaged journal only what is known: how many parts were lost, or none where nobody can tell', () => {
    const told = (framesLost: number) =>
      engineNews([{ kind: 'salvaged', framesLost, keptAs: 'journal.damaged-1' }], say)[0];
    expect(told(0)).toMatch(/^The journal was damaged\. The damaged journal was set aside whole, as /);
    expect(told(3)).toMatch(/^The journal was damaged: 3 parts of it could not be read\. /);
  });

  it('never says that nothing is lost where a journal was damaged and the data put back from it', () => {
    const notices: EngineNow['notices'] = [
      { kind: 'rebuilt', records: 4 },
      { kind: 'salvaged', framesLost: 2, keptAs: 'journal.damaged-1' },
    ];
    expect(engineNews(notices, say).join(' ')).not.toMatch(/nothing is lost|nothing to do/i);
    // A pause may follow, and is said without a look at what happened before.
    const sentences = Object.values(safekeepingSentences).join(' ');
    expect(sentences).not.toMatch(/(?:nothing|everything) (?:is|was) (?:lost|safe|kept)/i);
  });

  it('claims neither another program nor an export where all that is known is that the journal can not be opened', () => {
    expect(refusalText({ kind: 'read_only', reason: 'not_available' }, say)).toBe(
      'Cooldown’s journal can not be opened, so nothing is taken in and nothing is changed. What is here can be looked at; close other programs that use Cooldown’s folder, and start Cooldown again.',
    );
  });

  it('keeps quiet about a write that was cut off before it was accepted: nothing is missing', () => {
    expect(engineNews([{ kind: 'tail_cut', bytes: 120 }], say)).toEqual([]);
  });

  it('speaks once: of a pause, of its end, and of what happened at the start', () => {
    expect(engineAnnouncement(running, paused, say)).toContain('no room left');
    expect(engineAnnouncement(paused, { ...paused }, say)).toBeNull();
    expect(engineAnnouncement(paused, running, say)).toBe('Cooldown goes on.');
    expect(engineAnnouncement(null, rebuilt, say)).toContain('put back');
    expect(engineAnnouncement(rebuilt, { ...rebuilt }, say)).toBeNull();
    expect(engineAnnouncement(null, running, say)).toBeNull();
  });
});
