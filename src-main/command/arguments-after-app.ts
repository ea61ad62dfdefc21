// Where the app's own arguments begin. A packaged app is its own executable; in development the app's folder
// is an argument of Electron, with switches of Electron and of test drivers before it.
import { resolve } from 'node:path';

export function argumentsAfterApp(
  argv: readonly string[],
  app: { readonly isPackaged: boolean; readonly folder: string },
): readonly string[] {
  if (app.isPackaged) return argv.slice(1);
  const place = argv.findIndex((argument, index) => index > 0 && resolve(argument) === app.folder);
  return argv.slice(place === -1 ? 2 : place + 1);
}
