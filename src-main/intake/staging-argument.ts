// How main tells the intake where its staging folder is: both ends of one command-line argument.
import { isAbsolute } from 'node:path';

const prefix = '--staging=';

export const stagingArgument = (folder: string): string => prefix + folder;

export function stagingFolderFrom(argv: readonly string[]): string {
  const folder = argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
  if (folder === undefined || !isAbsolute(folder))
    throw new Error('the intake needs --staging=<absolute folder>');
  return folder;
}
