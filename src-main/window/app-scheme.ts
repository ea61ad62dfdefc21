// The one origin the page has for ever: changing scheme or host would orphan the athlete's database.
import { protocol } from 'electron';

const scheme = 'app';

export const appOrigin = `${scheme}://bundle`;
export const appScheme = scheme;

/** Must run before `ready`: a scheme gets its privileges once. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}
