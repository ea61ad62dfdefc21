// Devices that are plugged in and watched folders, as main tells them.
import { useSyncExternalStore } from 'react';
import { desktop } from './desktop.ts';
import { makeSourcesStore, type SourcesKnown } from './sources-store.ts';

const store = makeSourcesStore(desktop);

export const useSources = (): SourcesKnown => useSyncExternalStore(store.subscribe, store.known);
