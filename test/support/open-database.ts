// A fresh database for one test, on an IndexedDB in memory; the real one is driven by the end-to-end specs.
import { randomUUID } from 'node:crypto';
import { CooldownDatabase } from '../../src-worker/store/database.ts';

export const openDatabase = (): CooldownDatabase => new CooldownDatabase(randomUUID());
