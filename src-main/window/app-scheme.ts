// Makes the page's own scheme a full citizen: secure, with fetch and streams.
import { protocol } from 'electron';
import { appScheme } from './app-origin.ts';

/** Must run before `ready`: a scheme gets its privileges once. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}
