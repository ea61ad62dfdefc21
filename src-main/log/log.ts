// The one logger. It writes to a rotated file in the user-data folder; what it is given is names of things
// that happened and their categories, never paths, titles or contents of activities.
import { join } from 'node:path';
import electronLog from 'electron-log/node';

const megabyte = 1024 * 1024;

export interface Log {
  info(event: string, facts?: LogFacts): void;
  trouble(event: string, facts?: LogFacts): void;
}

/** Only what can't carry a secret: counts, flags and words from closed lists. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

export function openLog(folder: string): Log {
  const logger = electronLog.create({ logId: 'cooldown' });
  logger.transports.console.level = false;
  logger.transports.file.resolvePathFn = () => join(folder, 'cooldown.log');
  logger.transports.file.maxSize = megabyte;
  return {
    info: (event, facts = {}) => logger.info(event, facts),
    trouble: (event, facts = {}) => logger.error(event, facts),
  };
}
