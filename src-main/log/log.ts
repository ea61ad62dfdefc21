// The one logger. It writes lines of JSON to a rotated file in the user-data folder; what it is given is names of things
// that happened and their categories, never paths, titles or contents of activities.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import electronLog from 'electron-log/node';
import { z } from 'zod';
import type { TroubleEvent, TroubleFactName } from '../../src-worker/contract/trouble-words.ts';

const megabyte = 1024 * 1024;

export interface Log {
  info(event: string, facts?: LogFacts): void;
  /** Of a closed list, so that support can read it: what it names, a diagnostics bundle tells. */
  trouble(event: TroubleEvent, facts?: TroubleFacts): void;
  /** The last that went wrong, oldest first, also of earlier runs. */
  recentTroubles(limit: number): readonly LoggedTrouble[];
}

/** Only what can't carry a secret: counts, flags and words from closed lists. */
export type LogFacts = Readonly<Record<string, LogFact>>;
export type TroubleFacts = Readonly<Partial<Record<TroubleFactName, LogFact>>>;
type LogFact = string | number | boolean | null;

const loggedTroubleSchema = z.object({
  at: z.iso.datetime(),
  level: z.literal('error'),
  event: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type LoggedTrouble = z.infer<typeof loggedTroubleSchema>;

export function openLog(folder: string): Log {
  const path = join(folder, 'cooldown.log');
  const logger = electronLog.create({ logId: 'cooldown' });
  logger.transports.console.level = false;
  logger.transports.file.resolvePathFn = () => path;
  logger.transports.file.maxSize = megabyte;
  logger.transports.file.format = ({ data }) => [String(data[0])];
  const write = (level: 'info' | 'error', event: string, facts: LogFacts = {}) =>
    logger[level](JSON.stringify({ at: new Date().toISOString(), level, event, facts }));
  return {
    info: (event, facts) => write('info', event, facts),
    trouble: (event, facts) => write('error', event, facts),
    recentTroubles: (limit) =>
      [`${path.replace(/\.log$/, '')}.old.log`, path].flatMap(readTroubles).slice(-limit),
  };
}

/** A line that is none of ours, or half written, is passed over. */
function readTroubles(path: string): readonly LoggedTrouble[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const { data } = loggedTroubleSchema.safeParse(parsedLine(line));
        return data === undefined ? [] : [data];
      });
  } catch {
    return [];
  }
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
