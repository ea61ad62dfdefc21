import { describe, expect, it } from 'vitest';
import { makeSourcesStore } from '../../../src-renderer/desktop/sources-store.ts';
import type { Source, SourcesNow } from '../../../src-worker/contract/sources.ts';
import { edge, zwiftFolder } from '../source-samples.ts';

/** Main's end of the bridge, held by the test: it answers and tells when the test says so. */
function mainsEnd() {
  const listeners = new Set<(sources: readonly Source[]) => void>();
  let answer: (sources: SourcesNow) => void = () => undefined;
  let refuse: () => void = () => undefined;
  const promise = new Promise<SourcesNow>((resolve, reject) => {
    answer = resolve;
    refuse = () => reject(new Error('no such channel'));
  });
  const store = makeSourcesStore({
    sources: () => promise,
    onSources: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const tell = (sources: readonly Source[]) => listeners.forEach((listener) => listener(sources));
  return { store, asked: { promise, answer, refuse }, tell, listeners };
}

describe('what is known of devices and folders', () => {
  it('is read once, then told', async () => {
    const { store, asked, tell } = mainsEnd();
    const seen: unknown[] = [];
    store.subscribe(() => seen.push(store.known()));
    expect(store.known()).toBeUndefined();
    asked.answer({ kind: 'sources', sources: [edge()] });
    await asked.promise;
    tell([edge(), zwiftFolder()]);
    expect(seen).toEqual([[edge()], [edge(), zwiftFolder()]]);
  });

  it('does not fall back to an answer that is older than what was told', async () => {
    const { store, asked, tell } = mainsEnd();
    store.subscribe(() => undefined);
    tell([zwiftFolder()]);
    asked.answer({ kind: 'sources', sources: [] });
    await asked.promise;
    expect(store.known()).toEqual([zwiftFolder()]);
  });

  it('is refused where main can not be asked, until main tells', async () => {
    const { store, asked, tell } = mainsEnd();
    store.subscribe(() => undefined);
    asked.refuse();
    await asked.promise.catch(() => undefined);
    await Promise.resolve();
    expect(store.known()).toBe('refused');
    tell([edge()]);
    expect(store.known()).toEqual([edge()]);
  });

  it('is listened to while somebody shows it, and kept', () => {
    const { store, tell, listeners } = mainsEnd();
    const stop = store.subscribe(() => undefined);
    const stopOther = store.subscribe(() => undefined);
    tell([edge()]);
    expect(listeners.size).toBe(1);
    stop();
    stopOther();
    expect(listeners.size).toBe(0);
    expect(store.known()).toEqual([edge()]);
  });
});
