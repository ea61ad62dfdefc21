// Why a page did not load, as Electron words it: the network error's name and number.

const errorNumbers: ReadonlyMap<string, number> = new Map([
  ['ERR_FAILED', -2],
  ['ERR_ABORTED', -3],
  ['ERR_FILE_NOT_FOUND', -6],
  ['ERR_CONNECTION_REFUSED', -102],
  ['ERR_NAME_NOT_RESOLVED', -105],
  ['ERR_INTERNET_DISCONNECTED', -106],
]);

export interface LoadError extends Error {
  readonly code: string;
  readonly errno: number;
  readonly url: string;
}

/** @param errorText as Chromium gives it: "net::ERR_FAILED". */
export function loadError(errorText: string, url: string): LoadError {
  const code = errorText.replace(/^net::/, '');
  const errno = errorNumbers.get(code) ?? -1;
  return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });
}
